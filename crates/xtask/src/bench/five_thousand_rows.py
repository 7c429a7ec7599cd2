# The same workbook, written by XlsxWriter and read by openpyxl: five_thousand_rows.py write|read <file>
import sys

HEADS = ["N°", "Action", "Axe", "Pilote", "Porteur", "Partenaires", "2022", "2023", "2024", "2025", "2026", "Budget"]


def write(path):
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    text = book.add_format({"text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
    page = book.add_worksheet("Plan")
    for column, head in enumerate(HEADS):
        page.write_string(0, column, head, text)
    for number in range(1, 5000):
        page.write_number(number, 0, number, text)
        words = [
            f"Développer les actions qui favorisent le lien entre parents et enfants {number}",
            f"Axe {number}",
            f"Commune {number}",
            f"Caisse d’allocations familiales {number}",
            f"Associations, écoles et services de la ville {number}",
        ]
        for column, word in enumerate(words, start=1):
            page.write_string(number, column, word, text)
        for year in range(5):
            if (number + year) % 2 == 0:
                page.write_string(number, 6 + year, "X", text)
        page.write_number(number, 11, number * 123.45, money)
    book.close()


def read(path):
    import openpyxl

    page = openpyxl.load_workbook(path, read_only=True, data_only=True).active
    print(sum(1 for _ in page.iter_rows(values_only=True)))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])

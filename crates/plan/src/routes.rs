//! The addresses of the plan: who may ask for each, and with what the tests ask.

use domain::access::Verb;
use web::access::Access;
use web::route::Route;

use crate::{
    action_history, action_show, amendment_list, amendment_new, awaiting_list, awaiting_show, board_show, calendar_file,
    calendar_show, dashboard_show, deployment_show, detail_mark, follow_many, funding_show, go_to, mayor_links, mayor_sheet,
    milestone_edit, milestone_list, milestone_new, milestone_tick, plan_as_of, plan_export, plan_import, plan_show, plan_table,
    plan_themes, report_list, report_new, saved_views, status_names, summary_show,
};

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = views_of_the_plan();
    routes.extend(files_of_the_plan());
    routes.extend(views_kept());
    routes.extend(follow_up());
    routes.extend(milestones());
    routes.extend(at_a_glance());
    routes.extend(proposals());
    routes.extend(for_elected_people());
    routes
}

/// The sheet of an elected person: the links that open it, for who makes them; the sheet itself, for who holds one.
fn for_elected_people() -> Vec<Route> {
    let links = "/conventions/{convention}/synthese/liens";
    let sharers = || Access::Inside(Verb::ShareSummary);
    vec![
        Route::get(links, sharers(), mayor_links::get).sample("ordinary", "/conventions/1/synthese/liens"),
        Route::post(links, sharers(), mayor_links::post).sample_form(
            "error",
            "/conventions/1/synthese/liens",
            "geste=creer&nom=&jusqu=2020-01-01",
        ),
        Route::get("/fiche", Access::Anyone, mayor_sheet::get)
            .sample("ordinary", "/fiche")
            .untold(),
    ]
}

/// What people would like the signed text to say.
fn proposals() -> Vec<Route> {
    let form = "/conventions/{convention}/actions/{action}/avenant";
    let list = "/conventions/{convention}/propositions";
    let proposers = || Access::Inside(Verb::ProposeAmendment);
    vec![
        Route::get(form, proposers(), amendment_new::get).sample("ordinary", "/conventions/1/actions/15/avenant?champ=years"),
        Route::post(form, proposers(), amendment_new::post).sample_form(
            "error",
            "/conventions/1/actions/15/avenant",
            "champ=years&voulu=&pourquoi=",
        ),
        Route::get(list, Access::Inside(Verb::ViewPlan), amendment_list::get)
            .sample("ordinary", "/conventions/1/propositions")
            .sample("empty", "/conventions/1/propositions?q=introuvable")
            .sample("table", "/conventions/1/propositions?forme=csv"),
        Route::post(list, proposers(), amendment_list::post).sample_form(
            "error",
            "/conventions/1/propositions",
            "proposition=",
        ),
    ]
}

fn views_of_the_plan() -> Vec<Route> {
    let inside = Access::Inside(Verb::ViewPlan);
    vec![
        Route::get("/conventions/{convention}", inside, dashboard_show::get).sample("ordinary", "/conventions/1"),
        Route::get("/conventions/{convention}/plan", inside, plan_show::get).sample("ordinary", "/conventions/1/plan"),
        Route::get("/conventions/{convention}/plan/thematiques", inside, plan_themes::get)
            .sample("ordinary", "/conventions/1/plan/thematiques"),
        Route::get("/conventions/{convention}/plan/tableau", inside, plan_table::get)
            .sample("ordinary", "/conventions/1/plan/tableau")
            .sample("filtered", "/conventions/1/plan/tableau?q=parents&tri=titre&sens=desc")
            .sample("empty", "/conventions/1/plan/tableau?q=introuvable")
            .sample(
                "progress",
                "/conventions/1/plan/tableau?etat=going&situation=silence&rubrique=1&tri=avancement",
            )
            .sample("open row", "/conventions/1/plan/tableau?ligne=15")
            .sample("error", "/conventions/1/plan/tableau?annee=20424"),
        Route::post(
            "/conventions/{convention}/plan/tableau",
            Access::Inside(Verb::ReportProgress),
            follow_many::post,
        )
        .sample_form(
            "error",
            "/conventions/1/plan/tableau",
            "n=1.0.0&etat=abandoned&avancement=20424&retour=q%3Dparents",
        ),
        Route::get("/conventions/{convention}/aller", inside, go_to::get)
            .sample("ordinary", "/conventions/1/aller")
            .sample("found", "/conventions/1/aller?q=parents")
            .sample("empty", "/conventions/1/aller?q=introuvable"),
        Route::get("/conventions/{convention}/plan/etats", inside, board_show::get)
            .sample("ordinary", "/conventions/1/plan/etats"),
        Route::post(
            "/conventions/{convention}/plan/etats",
            Access::Inside(Verb::ReportProgress),
            board_show::post,
        )
        .sample_form("error", "/conventions/1/plan/etats", "n=1.0.0&etat=suspended"),
        Route::get("/conventions/{convention}/deploiement", inside, deployment_show::get)
            .sample("ordinary", "/conventions/1/deploiement")
            .sample("one commune", "/conventions/1/deploiement?commune=2"),
        Route::get("/conventions/{convention}/actions/{action}", inside, action_show::get)
            .sample("ordinary", "/conventions/1/actions/15")
            .sample("bare", "/conventions/1/actions/6")
            .sample("long", "/conventions/1/actions/8"),
    ]
}

/// The plan that leaves as a file, and comes back.
fn files_of_the_plan() -> Vec<Route> {
    let back = "/conventions/{convention}/plan/tableau/import";
    let confirmation = "/conventions/{convention}/plan/tableau/import/confirmation";
    let reporters = || Access::Inside(Verb::ReportProgress);
    vec![
        Route::get(
            "/conventions/{convention}/plan/tableau/export",
            Access::Inside(Verb::ViewPlan),
            plan_export::get,
        )
        .sample("table", "/conventions/1/plan/tableau/export?forme=csv")
        .sample("filtered", "/conventions/1/plan/tableau/export?etat=going")
        .sample("error", "/conventions/1/plan/tableau/export?annee=20424"),
        Route::get(back, reporters(), plan_import::get).sample("ordinary", "/conventions/1/plan/tableau/import"),
        Route::post(back, reporters(), plan_import::post)
            .taking(plan_import::LARGEST_FORM_BYTES)
            .sample_form("error", "/conventions/1/plan/tableau/import", ""),
        Route::post(confirmation, reporters(), plan_import::confirm)
            .taking(plan_import::LARGEST_CONFIRMATION_BYTES)
            .of_fields(plan_import::MOST_CONFIRMED)
            .sample_form("error", "/conventions/1/plan/tableau/import/confirmation", "x="),
    ]
}

/// The views that people keep under names.
fn views_kept() -> Vec<Route> {
    let kept = "/conventions/{convention}/vues";
    let keepers = || Access::Inside(Verb::SaveViews);
    vec![
        Route::get(kept, keepers(), saved_views::get)
            .sample("ordinary", "/conventions/1/vues")
            .sample("keeping one", "/conventions/1/vues?page=table&filtres=q%3Dparents"),
        Route::post(kept, keepers(), saved_views::post).sample_form("error", "/conventions/1/vues", "page=table&nom="),
    ]
}

/// What people say of the plan, and what is done with it.
fn follow_up() -> Vec<Route> {
    let report = "/conventions/{convention}/actions/{action}/suivi";
    let proposal = "/conventions/{convention}/actions/{action}/proposition";
    let one = "/conventions/{convention}/a-confirmer/{report}";
    let names = "/conventions/{convention}/etats";
    let reporters = || Access::Inside(Verb::ReportProgress);
    let partners = || Access::Inside(Verb::ProposeProgress);
    let confirmers = || Access::Inside(Verb::ConfirmReports);
    vec![
        Route::get(report, reporters(), report_new::get)
            .sample("ordinary", "/conventions/1/actions/15/suivi")
            .sample("one commune", "/conventions/1/actions/15/suivi?volet=2"),
        Route::post(report, reporters(), report_new::post).sample_form(
            "error",
            "/conventions/1/actions/15/suivi",
            "etat=abandoned&avancement=20424&vu=1",
        ),
        Route::get(proposal, partners(), report_new::get_proposal).sample("ordinary", "/conventions/1/actions/10/proposition"),
        Route::post(proposal, partners(), report_new::post_proposal).sample_form(
            "error",
            "/conventions/1/actions/10/proposition",
            "etat=abandoned&vu=",
        ),
        Route::get(
            "/conventions/{convention}/mises-a-jour",
            Access::Inside(Verb::ViewPlan),
            report_list::get,
        )
        .sample("ordinary", "/conventions/1/mises-a-jour")
        .sample("filtered", "/conventions/1/mises-a-jour?q=atelier&volet=2")
        .sample("empty", "/conventions/1/mises-a-jour?q=introuvable")
        .sample("error", "/conventions/1/mises-a-jour?du=2026-31-02"),
        Route::get("/conventions/{convention}/a-confirmer", confirmers(), awaiting_list::get)
            .sample("ordinary", "/conventions/1/a-confirmer"),
        Route::get(one, confirmers(), awaiting_show::get).sample("ordinary", "/conventions/1/a-confirmer/2"),
        Route::post(one, confirmers(), awaiting_show::post).sample_form(
            "error",
            "/conventions/1/a-confirmer/2",
            "geste=ecarter&raison=",
        ),
        Route::get(names, Access::Inside(Verb::NameStatuses), status_names::get).sample("ordinary", "/conventions/1/etats"),
        Route::post(names, Access::Inside(Verb::NameStatuses), status_names::post).sample_form(
            "error",
            "/conventions/1/etats",
            "going=R%C3%A9alis%C3%A9e",
        ),
    ]
}

/// What is expected of an action, from whom and by which day.
fn milestones() -> Vec<Route> {
    let (reading, keeping) = (|| Access::Inside(Verb::ViewPlan), || Access::Inside(Verb::KeepMilestones));
    let added = "/conventions/{convention}/actions/{action}/jalons";
    let details = "/conventions/{convention}/actions/{action}/details";
    let one = "/conventions/{convention}/jalons/{milestone}";
    let (ticked, ticking) = ("/conventions/{convention}/jalons/{milestone}/fait", || {
        Access::Inside(Verb::TickMilestones)
    });
    vec![
        Route::get("/conventions/{convention}/jalons", reading(), milestone_list::get)
            .sample("ordinary", "/conventions/1/jalons")
            .sample("table", "/conventions/1/jalons?forme=csv")
            .sample("filtered", "/conventions/1/jalons?etat=retard&tri=titre&sens=desc")
            .sample("error", "/conventions/1/jalons?etat=inconnu"),
        Route::get(added, keeping(), milestone_new::get)
            .sample("ordinary", "/conventions/1/actions/15/jalons")
            .sample("one commune", "/conventions/1/actions/15/jalons?volet=2"),
        Route::post(added, keeping(), milestone_new::post).sample_form(
            "error",
            "/conventions/1/actions/15/jalons",
            "titre=&echeance=31%2F02%2F2027",
        ),
        Route::get(one, keeping(), milestone_edit::get).sample("ordinary", "/conventions/1/jalons/1"),
        Route::post(one, keeping(), milestone_edit::post).sample_form(
            "error",
            "/conventions/1/jalons/1",
            "geste=enregistrer&titre=&vu=1",
        ),
        Route::get(ticked, ticking(), milestone_tick::get).sample("ordinary", "/conventions/1/jalons/1/fait"),
        Route::post(ticked, ticking(), milestone_tick::post).sample_form(
            "error",
            "/conventions/1/jalons/1/fait",
            "geste=inconnu",
        ),
        Route::post(details, keeping(), detail_mark::post).sample_form(
            "error",
            "/conventions/1/actions/15/details",
            "detail=1&etat=inconnu",
        ),
        Route::get(
            "/conventions/{convention}/actions/{action}/historique",
            reading(),
            action_history::get,
        )
        .sample("ordinary", "/conventions/1/actions/15/historique")
        .sample("one commune", "/conventions/1/actions/15/historique?volet=2")
        .sample("empty", "/conventions/1/actions/6/historique"),
    ]
}

/// The whole plan on a page: by date, as of a day, for those who decide.
fn at_a_glance() -> Vec<Route> {
    let reading = || Access::Inside(Verb::ViewPlan);
    vec![
        Route::get("/conventions/{convention}/calendrier", reading(), calendar_show::get)
            .sample("ordinary", "/conventions/1/calendrier")
            .sample("another month", "/conventions/1/calendrier?mois=2026-12")
            .sample("list", "/conventions/1/calendrier?vue=liste"),
        Route::get("/conventions/{convention}/calendrier/fichier", reading(), calendar_file::get)
            .sample("ordinary", "/conventions/1/calendrier/fichier"),
        Route::get("/conventions/{convention}/plan/au", reading(), plan_as_of::get)
            .sample("ordinary", "/conventions/1/plan/au")
            .sample("a day", "/conventions/1/plan/au?jour=2025-12-31")
            .sample("error", "/conventions/1/plan/au?jour=31%2F02%2F2025"),
        Route::get("/conventions/{convention}/financements", reading(), funding_show::get)
            .sample("ordinary", "/conventions/1/financements")
            .sample("table", "/conventions/1/financements?forme=csv")
            .sample("error", "/conventions/1/financements?annee=20424"),
        Route::get("/conventions/{convention}/synthese", reading(), summary_show::get)
            .sample("ordinary", "/conventions/1/synthese"),
    ]
}

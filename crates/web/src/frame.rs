//! What the layout needs around a page: who is there, in which convention, where the navigation leads.
//!
//! Rights are already applied: the template shows what it is given and decides nothing.

use std::fmt;
use std::sync::Arc;

use askama::filters::HtmlSafe;
use domain::access::{Role, Standing, Verb, allows};
use domain::compliance::Conformity;
use domain::example::Nature;
use domain::ids::{ConventionId, MandateId};
use domain::places::{DeskPlace, Target};

use crate::appearance::Theme;
use crate::site::{Heading, Site};

/// The frame of a page. Each page struct has a field `frame` and its template extends `layout.html`.
pub struct Frame {
    pub(crate) site: Arc<Site>,
    pub(crate) title: String,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) here: Option<String>,
    pub(crate) current: Option<Target>,
    pub(crate) wide: bool,
    pub(crate) nav: bool,
    pub(crate) sought: String,
    pub(crate) user: Option<User>,
    pub(crate) place: Option<Place>,
    /// What the convention of a link is.
    pub(crate) held: Nature,
    pub(crate) theme: Theme,
    pub(crate) address: String,
}

/// The person signed in.
#[derive(Debug, Clone)]
pub struct User {
    /// The name as shown.
    pub name: String,
    /// In which role, inside a convention.
    pub role: Option<Role>,
    /// For which organisation, inside a convention.
    pub organisation: Option<String>,
    /// Whether the person holds the installation role.
    pub administrator: bool,
    /// For those who administer: how many mandates are to be confirmed after an election.
    pub to_confirm: i64,
    /// How many things the person was told of and did not read.
    pub unread: i64,
    /// Whether the person is an invented one.
    pub example: bool,
    /// The other mandates held in this convention, under which one may choose to act.
    pub others: Vec<OtherMandate>,
}

/// A mandate under which one could act.
#[derive(Debug, Clone)]
pub struct OtherMandate {
    /// The mandate.
    pub mandate: MandateId,
    /// In which role, and for which organisation.
    pub words: String,
}

impl User {
    /// Letters for the round badge.
    #[must_use]
    pub fn initials(&self) -> String {
        domain::reading::initials(&self.name)
    }

    /// In which quality the person is here.
    #[must_use]
    pub fn quality(&self) -> &str {
        match (&self.organisation, self.role, self.administrator) {
            (Some(organisation), _, _) => organisation,
            (None, Some(role), _) => role.french(),
            (None, None, true) => "Administration de Pacte",
            (None, None, false) => "Compte",
        }
    }
}

/// The convention the page is in.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) convention: ConventionId,
    pub(crate) role: Role,
    pub(crate) nature: Nature,
    pub(crate) heading: Heading,
}

/// A step of the way to a page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// The words of the link.
    pub label: String,
    /// Where it leads.
    pub target: Target,
}

/// A link of the navigation, as the template shows it.
#[derive(Debug, Clone, Copy)]
pub struct NavLink {
    /// Whether it is the first of its group.
    pub opens: bool,
    /// The heading of the group.
    pub group: &'static str,
    /// The words.
    pub label: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// Where it leads.
    pub target: Target,
    /// Whether the page shown is under it.
    pub current: bool,
}

impl Frame {
    /// The frame of a page that shows nobody and no convention.
    pub(crate) fn bare(site: &Arc<Site>, title: &str, theme: Theme, address: &str) -> Self {
        Self {
            site: Arc::clone(site),
            title: title.to_owned(),
            crumbs: Vec::new(),
            here: None,
            current: None,
            wide: false,
            nav: true,
            sought: String::new(),
            user: None,
            place: None,
            held: Nature::default(),
            theme,
            address: address.to_owned(),
        }
    }

    /// The day on which the page is made, as paper says it.
    #[must_use]
    pub fn day(&self) -> String {
        crate::french::date((self.site.clock)().paris_day())
    }

    /// The same page, under this entry of the navigation.
    #[must_use]
    pub const fn under(mut self, target: Target) -> Self {
        self.current = Some(target);
        self
    }

    /// The same page, one step further on the way to it.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, target: Target) -> Self {
        self.crumbs.push(Crumb {
            label: label.into(),
            target,
        });
        self
    }

    /// The same page, which serves once: who changes its look is led to this place, and its own address is not repeated.
    #[must_use]
    pub fn leading_to(mut self, target: Target) -> Self {
        self.address = crate::href::href(target).to_string();
        self
    }

    /// The last word of the way, when the title is too long for it.
    #[must_use]
    pub fn called(mut self, here: impl Into<String>) -> Self {
        self.here = Some(here.into());
        self
    }

    /// The same page, over the whole width: tables and deployment.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The same page, without the menu of the convention: two panes need its room.
    #[must_use]
    pub const fn without_nav(mut self) -> Self {
        self.nav = false;
        self
    }

    /// The same page, with what was searched in the field of the top bar.
    #[must_use]
    pub fn seeking(mut self, text: &str) -> Self {
        text.clone_into(&mut self.sought);
        self
    }

    /// The title, without the name of the product.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The steps to the page; none on a first page.
    #[must_use]
    pub fn crumbs(&self) -> &[Crumb] {
        &self.crumbs
    }

    /// The last word of the way.
    #[must_use]
    pub fn here(&self) -> &str {
        self.here.as_deref().unwrap_or(&self.title)
    }

    /// Whether the page takes the whole width.
    #[must_use]
    pub const fn is_wide(&self) -> bool {
        self.wide
    }

    /// What was searched.
    #[must_use]
    pub fn sought(&self) -> &str {
        &self.sought
    }

    /// The person signed in.
    #[must_use]
    pub const fn user(&self) -> Option<&User> {
        self.user.as_ref()
    }

    /// What the convention is called, inside one.
    #[must_use]
    pub fn heading(&self) -> Option<&Heading> {
        self.place.as_ref().map(|place| &place.heading)
    }

    /// Whether the page is in an example: what it tells is invented, and it says so, on screen and on paper.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.place.as_ref().map_or(self.held, |place| place.nature).is_example()
    }

    /// What to do first: in the convention for those who run its plan, in the installation for those who administer.
    #[must_use]
    pub fn first_steps(&self) -> Option<Target> {
        let Some(place) = &self.place else {
            self.user.as_ref().filter(|user| user.administrator)?;
            return Some(Target::InstallationSteps);
        };
        allows(Standing::Mandated(place.role), Verb::RunCampaigns).ok()?;
        Some(Target::FirstSteps(place.convention))
    }

    /// Where the example is removed, for those who may.
    #[must_use]
    pub fn example_removal(&self) -> Option<Target> {
        let place = self.place.as_ref().filter(|place| place.nature.is_example())?;
        allows(Standing::Mandated(place.role), Verb::RemoveExample).ok()?;
        Some(Target::ExampleRemoval(place.convention))
    }

    /// The first page: the dashboard of the convention, or one's conventions.
    #[must_use]
    pub fn home(&self) -> Target {
        self.place
            .as_ref()
            .map_or(Target::OwnConventions, |place| Target::Dashboard(place.convention))
    }

    /// Where the search field leads, inside a convention.
    #[must_use]
    pub fn search(&self) -> Option<Target> {
        let place = self.place.as_ref()?;
        self.site.search.map(|target| target(place.convention))
    }

    /// Where one goes by typing, for those who read the plan.
    #[must_use]
    pub fn go_to(&self) -> Option<Target> {
        let place = self.place.as_ref()?;
        allows(Standing::Mandated(place.role), Verb::ViewPlan).ok()?;
        Some(Target::go_to(place.convention))
    }

    /// The first line of the signed text, for those who may read it.
    #[must_use]
    pub fn text(&self) -> Option<Target> {
        let place = self.place.as_ref()?;
        allows(Standing::Mandated(place.role), Verb::ViewText).ok()?;
        Some(Target::WholeText(place.convention))
    }

    /// Whether there is something to navigate.
    #[must_use]
    pub fn has_nav(&self) -> bool {
        self.nav && self.place.is_some() && !self.site.nav.is_empty()
    }

    /// Where the reading of the convention is checked, while it is.
    #[must_use]
    pub fn review(&self) -> Option<Target> {
        let place = self.place.as_ref().filter(|place| place.heading.review)?;
        Some(Target::Desk(DeskPlace::ReadingRoom(place.convention)))
    }

    /// The navigation, as the rights allow.
    #[must_use]
    pub fn nav(&self) -> Vec<NavLink> {
        let Some(place) = &self.place else {
            return Vec::new();
        };
        let mut links: Vec<NavLink> = Vec::with_capacity(self.site.nav.len());
        for entry in &self.site.nav {
            if allows(Standing::Mandated(place.role), entry.verb).is_err() {
                continue;
            }
            let target = (entry.target)(place.convention);
            links.push(NavLink {
                opens: links.last().is_none_or(|previous| previous.group != entry.group),
                group: entry.group,
                label: entry.label,
                icon: entry.icon,
                target,
                current: self.current == Some(target),
            });
        }
        links
    }

    /// How the installation stands before the rules of accessibility.
    #[must_use]
    pub fn conformity(&self) -> Conformity {
        self.site.conformity.get()
    }

    /// Whether this is the demo.
    #[must_use]
    pub fn demo(&self) -> bool {
        self.site.demo
    }

    /// The attribute of `html` for the chosen theme.
    #[must_use]
    pub const fn theme(&self) -> ThemeAttribute {
        ThemeAttribute(self.theme)
    }

    /// Whether this is the theme chosen.
    #[must_use]
    pub fn chosen(&self, theme: &Theme) -> bool {
        self.theme == *theme
    }

    /// The address of the page, to come back to it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// `data-theme`, or nothing when the system decides.
#[derive(Debug, Clone, Copy)]
pub struct ThemeAttribute(Theme);

impl fmt::Display for ThemeAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Theme::Auto => Ok(()),
            theme => write!(f, " data-theme=\"{}\"", theme.code()),
        }
    }
}

/// One of two fixed words.
impl HtmlSafe for ThemeAttribute {}

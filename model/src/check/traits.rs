//! Rules on single traits: known, where they belong, of the right form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::form;
use super::known::{IGNORED, Known, WIRE_NAMESPACES, used};
use super::site::sites;
use crate::Model;
use crate::problem::Problems;
use crate::protocol::may_be_protocol;

static USED: LazyLock<BTreeMap<&str, &Known>> = LazyLock::new(|| used().map(|known| (known.id, known)).collect());

/// A trait that might change the wire must be one that is used or knowingly ignored.
pub(super) fn known(model: &Model, problems: &mut Problems) {
    let is_chosen_otherwise = !model.service_shape().traits.has(model.protocol());
    for site in sites(model) {
        for (id, _) in site.traits().iter() {
            let wire = WIRE_NAMESPACES.contains(&id.namespace());
            if !wire || USED.contains_key(id.as_str()) || IGNORED.contains(&id.as_str()) {
                continue;
            }
            // If none was fit to choose, that has been reported with all that the service speaks.
            if is_chosen_otherwise && may_be_protocol(id) {
                continue;
            }
            let candidates = USED.keys().chain(IGNORED).copied();
            let otherwise = "it may change what is sent: support it, or list it as ignored if it does not";
            let help = problems.did_you_mean(id.as_str(), candidates, otherwise);
            problems.add(site.place().with_trait(id), format!("the trait `{id}` is not known"), help);
        }
    }
}

/// A trait must stand where it means something.
pub(super) fn where_they_belong(model: &Model, problems: &mut Problems) {
    for site in sites(model) {
        for (id, _) in site.traits().iter() {
            let Some(known) = USED.get(id.as_str()) else { continue };
            if !(known.on.fits)(&site) {
                let message = format!("`{id}` is for {}, but this is {}", known.on.what, site.what());
                problems.add(site.place().with_trait(id), message, "remove the trait, or change what it stands on");
            }
        }
    }
}

/// The value of a trait must have the form that its readers expect.
pub(super) fn of_the_right_form(model: &Model, problems: &mut Problems) {
    for site in sites(model) {
        for (id, value) in site.traits().iter() {
            let Some(known) = USED.get(id.as_str()) else { continue };
            form::check(&known.form, value, &mut Vec::new(), &mut |steps, wrong| {
                let place = steps.iter().fold(site.place().with_trait(id), |place, step| place.then(step));
                let part = match steps {
                    [] => format!("the value of `{id}`"),
                    steps => format!("`{}` of `{id}`", steps.join(".")),
                };
                problems.add(
                    place,
                    format!("{part} {wrong}"),
                    "correct the value; the Smithy specification has examples",
                );
            });
        }
    }
}

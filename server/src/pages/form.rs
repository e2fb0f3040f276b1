//! Forms that speak to the API. The markup says what is sent where and what to tell afterwards; one
//! script, `forms.js`, does it. Every field stands in its label, every form has a place of its own
//! where what came of it is told. Without script a form says so and sends nothing.

use maud::{Markup, html};

/// Where a form is sent, and what happens after.
#[derive(Debug, Clone, Copy)]
pub struct Send<'a> {
    /// Path of the operation; `{field}` is filled in from the form.
    pub api: &'a str,
    pub method: &'a str,
    /// What is told when it went well; `{field}` is filled in from the answer.
    pub done: &'a str,
    /// `reload`, `stay`, or `go:` and an address.
    pub then: &'a str,
    /// A question before it is sent.
    pub confirm: Option<&'a str>,
    /// Id of the element that shows the whole answer.
    pub result: Option<&'a str>,
    /// What is shown once, to be copied; each line has a field of its own.
    pub secret: Option<&'a str>,
    /// Seconds for which it can be taken back.
    pub undo: Option<u32>,
    /// Whether the form's file is the body.
    pub raw: bool,
    /// How its button looks.
    pub weight: Weight,
}

/// How much a button weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    /// What the page is there for.
    Chief,
    /// What hurts somebody or cannot be taken back.
    Danger,
}

impl<'a> Send<'a> {
    /// A form that posts, says this when it is done, and has the page fetched anew.
    pub const fn post(api: &'a str, done: &'a str) -> Self {
        Self {
            api,
            method: "POST",
            done,
            then: "reload",
            confirm: None,
            result: None,
            secret: None,
            undo: None,
            raw: false,
            weight: Weight::Plain,
        }
    }

    /// One that deletes.
    pub const fn delete(api: &'a str, done: &'a str) -> Self {
        Self { method: "DELETE", ..Self::post(api, done) }
    }

    /// Asks before it sends.
    pub const fn confirm(self, question: &'a str) -> Self {
        Self { confirm: Some(question), ..self }
    }

    /// Asks before it does what hurts somebody or cannot be taken back.
    pub const fn danger(self, question: &'a str) -> Self {
        Self { confirm: Some(question), weight: Weight::Danger, ..self }
    }

    /// What the page is there for.
    pub const fn chief(self) -> Self {
        Self { weight: Weight::Chief, ..self }
    }

    /// Stays on the page as it is.
    pub const fn stay(self) -> Self {
        Self { then: "stay", ..self }
    }

    /// Goes to another page.
    pub const fn then(self, then: &'a str) -> Self {
        Self { then, ..self }
    }
}

/// A form with its own button.
pub fn form(send: &Send, button: &str, fields: Markup) -> Markup {
    let (is_chief, is_danger) = (send.weight == Weight::Chief, send.weight == Weight::Danger);
    let button = html! {
        button.chief[is_chief] type="submit" data-danger[is_danger] { (button) }
    };
    with_buttons(send, button, fields)
}

/// A form with these buttons.
pub fn with_buttons(send: &Send, buttons: Markup, fields: Markup) -> Markup {
    html! {
        form.send method="post" data-api=(send.api) data-method=(send.method)
            data-done=(send.done) data-then=(send.then) data-confirm=[send.confirm]
            data-result=[send.result] data-secret=[send.secret] data-undo=[send.undo]
            data-raw[send.raw] {
            (fields)
            p.buttons { (buttons) }
            p.told role="status" tabindex="-1" {}
            noscript { p.muted { "This form needs JavaScript; the API does the same." } }
        }
    }
}

/// One line of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub value: &'a str,
    /// Characters at most; 0: no limit is told.
    pub most: usize,
    pub optional: bool,
    /// Whether it goes without saying that it may be left empty.
    pub is_quiet: bool,
    /// Whether it takes a whole line of the form.
    pub is_wide: bool,
    pub hint: &'a str,
    /// `text` when empty.
    pub kind: &'a str,
    pub autocomplete: &'a str,
    /// How the value is written in JSON: `number`, `list`, `until`; text when empty.
    pub form: &'a str,
    pub least: Option<u32>,
}

impl<'a> Text<'a> {
    /// A line that must be filled in.
    pub const fn new(name: &'a str, label: &'a str, most: usize) -> Self {
        Self {
            name,
            label,
            value: "",
            most,
            optional: false,
            is_quiet: false,
            is_wide: false,
            hint: "",
            kind: "text",
            autocomplete: "off",
            form: "",
            least: None,
        }
    }

    pub const fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    pub const fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Takes a whole line of the form.
    pub const fn wide(self) -> Self {
        Self { is_wide: true, ..self }
    }

    /// May be left empty, which goes without saying in a filter.
    pub const fn optional_quietly(self) -> Self {
        Self { is_quiet: true, optional: true, ..self }
    }

    /// How the value is written in JSON.
    pub const fn form(self, form: &'a str) -> Self {
        Self { form, ..self }
    }

    /// The field as markup.
    pub fn field(&self) -> Markup {
        let given = |text: &'a str| (!text.is_empty()).then_some(text);
        let most = (self.most > 0).then_some(self.most);
        let least = self.least.filter(|_| self.kind == "password");
        html! {
            label.field.wide-field[self.is_wide] {
                span {
                    (self.label)
                    @if self.optional && !self.is_quiet { " (optional)" }
                }
                (hint(self.hint))
                input type=(self.kind) name=(self.name) value=[given(self.value)]
                    maxlength=[most] minlength=[least] required[!self.optional]
                    autocomplete=(self.autocomplete) data-type=[given(self.form)];
            }
        }
    }
}

fn hint(words: &str) -> Markup {
    html! { @if !words.is_empty() { span.hint { (words) } } }
}

/// An amount of aiDollars.
pub fn amount(name: &str, label: &str, value: &str) -> Markup {
    html! {
        label.field.amount {
            span { (label) }
            input type="text" name=(name) value=(value) inputmode="decimal" required
                autocomplete="off" maxlength="20" pattern="[0-9]{1,13}(\\.[0-9]{1,6})?"
                title="A number such as 12.5, with at most six places";
        }
    }
}

/// A whole number.
pub fn number(name: &str, label: &str, value: u64, range: (u64, u64)) -> Markup {
    html! {
        label.field.amount {
            span { (label) }
            input type="number" name=(name) value=(value) min=(range.0) max=(range.1) step="1"
                required data-type="number" inputmode="numeric";
        }
    }
}

/// Why something is done: one line, always asked for where it is written down.
pub fn reason(label: &str) -> Markup {
    Text::new("reason", label, 500).field()
}

/// Several lines.
pub fn prose(name: &str, label: &str, most: usize, rows: u8) -> Markup {
    html! {
        label.field.wide-field {
            span { (label) }
            textarea name=(name) rows=(rows) maxlength=(most) required {}
        }
    }
}

/// A choice of one.
pub fn choice(name: &str, label: &str, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (value, words) in options {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
        }
    }
}

/// A box to tick.
pub fn tick(name: &str, label: &str, is_on: bool) -> Markup {
    html! { label.tick { input type="checkbox" name=(name) checked[is_on]; span { (label) } } }
}

/// A value that goes along; `form` says how it is written in JSON, text when empty.
pub fn hidden(name: &str, value: &str, form: &str) -> Markup {
    let form = (!form.is_empty()).then_some(form);
    html! { input type="hidden" name=(name) value=(value) data-type=[form]; }
}

/// A form behind a line that opens it, for what is wanted now and then.
pub fn behind(line: &str, form: Markup) -> Markup {
    html! { details.behind { summary { (line) } (form) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_where_it_goes_and_has_a_place_for_what_came_of_it() {
        let send = Send::post("/api/v1/economy/reward", "Paid.").confirm("Really?").stay();
        let shown = form(&send, "Pay", amount("amount", "How much", "1")).into_string();
        for part in [
            "data-api=\"/api/v1/economy/reward\"",
            "data-confirm=\"Really?\"",
            "data-then=\"stay\"",
            "role=\"status\"",
            "<label class=\"field amount\">",
            "<noscript>",
        ] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    }

    #[test]
    fn what_is_written_into_a_field_stays_text() {
        let evil = "\"><script>alert(1)</script>";
        let shown = Text::new("title", evil, 9).value(evil).hint(evil).field().into_string();
        assert!(!shown.contains("<script>"), "{shown}");
        assert!(shown.contains("required") && !shown.contains("data-type"), "{shown}");
    }
}

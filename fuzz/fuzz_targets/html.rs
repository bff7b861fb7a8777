//! Any text as a published page: parts tile it, pieces tile each text, and a browser sees the plain text of every unit
//! that is not reported. The page also goes around other markup, as most of what is drawn is no unit.
#![no_main]

#[path = "../../tests/it/html_laws.rs"]
mod html_laws;
#[path = "../../tests/it/inline_laws.rs"]
mod inline_laws;

libfuzzer_sys::fuzz_target!(|text: &str| {
    html_laws::text_is_sound(text);
    html_laws::is_sound(text);
    html_laws::is_sound(&format!(
        "<p><span data-ttu-id=\"407fb-102\">{text}</span><span class=\"sxs-lookup\">\
         <span data-stu-id=\"407fb-102\">{text}</span></span></p>"
    ));
});

//! Languages that the corpus at hand does not have: honest translations, made for each rule that could misread them, find
//! nothing, and faults are found.

use crate::check::found;

/// What is found there: the rule, and the range of the target that it is about.
#[track_caller]
fn check(locale: &str, source: &str, target: &str, expect: &[(&str, &str)]) {
    let all = found(locale, source, target);
    let all: Vec<_> = all.iter().map(|f| (f.rule.as_str(), &target[f.target.clone()])).collect();
    assert_eq!(all, expect, "{locale}: {source:?} -> {target:?}");
}

#[track_caller]
fn nothing(locale: &str, units: &[(&str, &str)]) {
    for (source, target) in units {
        check(locale, source, target, &[]);
    }
}

#[test]
fn simplified_chinese() {
    nothing(
        "zh-CN",
        &[
            ("Open this page (1).", "打开此页面（1）。"),
            ("Select **Save**, and then close the file (optional).", "选择“保存”，然后关闭该文件（可选）。"),
            ("Select **Save**, and then close the file.", "选择【保存】，然后关闭该文件。"),
            ("The limit is 10,000 rows in two tables.", "限制为两个表中的 1 万行。"),
            ("It has 120 million users.", "它有 1.2 亿用户。"),
            ("What is the name of the server?", "服务器的名称是什么？"),
            ("Do one of the following:", "执行下列操作之一："),
            ("Do one of the following:", "执行下列操作之一。"),
            ("Step 3: Create two files, and open them", "步骤 3：创建两个文件，然后打开它们"),
            (
                "Use `dotnet build`, not `msbuild`; see [Overview](overview.md).",
                "使用 `dotnet build`，而不是 `msbuild`；请参阅[概述](overview.md)。",
            ),
            ("It takes 1.5 seconds for 50% of the users.", "50％ 的用户需要 １.５ 秒。"),
            ("The meeting is at 3 PM on May 5, 2019.", "会议时间为 2019 年 5 月 5 日下午 3 点。"),
            ("Property of a property", "属性属性"),
            ("See \"Help\" in the menu [File].", "请参阅菜单［文件］中的《帮助》。"),
        ],
    );
    check("zh-CN", "Open the page", "打開网页", &[("target-script", "開")]);
    check("zh-TW", "Open the page", "打开網頁", &[("target-script", "开")]);
    check("zh-CN", "Open the file (see below).", "打开文件（见下文。", &[("bracket-mismatch", "（")]);
    check("zh-CN", "It has 128 rows.", "它有 256 行。", &[("number-mismatch", "256")]);
}

#[test]
fn arabic() {
    nothing(
        "ar-SA",
        &[
            ("Enter 10 items?", "هل تريد إدخال ١٠ عناصر؟"),
            ("Click **OK**, and close `x`.", "انقر فوق **موافق**، وأغلق `x`."),
            ("It grew by 12.5% in 2019.", "نما بنسبة ١٢٫٥٪ في عام ٢٠١٩."),
            ("There are 1,000,000 rows.", "يوجد ١٬٠٠٠٬٠٠٠ صف."),
            ("Select one, two, or three; then click **Next**.", "حدد واحدا أو اثنين أو ثلاثة؛ ثم انقر فوق **التالي**."),
            ("Is it turned on in the settings?", "هل هو قيد التشغيل في الإعدادات؟"),
            ("Version 2.0 (preview) of the tool", "الإصدار 2.0 (معاينة) من الأداة"),
            ("See [Help](help.md) for more.", "راجع \u{200F}[التعليمات](help.md)\u{200F} لمزيد من المعلومات."),
            ("Press Alt+F4, or close the window (twice).", "اضغط على Alt+F4 أو أغلق النافذة (مرتين)."),
            ("The \"name\" of the file", "«اسم» الملف"),
            ("Restart it step by step.", "أعد تشغيله خطوة خطوة."),
        ],
    );
    check("ar-SA", "See [Help](help.md).", "راجع التعليمات.", &[("missing-code", "")]);
    check("ar-SA", "It has 128 rows.", "يحتوي على ٢٥٦ صفا.", &[("number-mismatch", "٢٥٦")]);
}

#[test]
fn greek() {
    nothing(
        "el-GR",
        &[
            ("Can you open the file now?", "Μπορείτε να ανοίξετε το αρχείο τώρα;"),
            ("Can you open the file now?", "Μπορείτε να ανοίξετε το αρχείο τώρα\u{37E}"),
            ("The name of the account and of the user", "Το όνομα του λογαριασμού και του χρήστη"),
            ("It costs 1,234.5 euros.", "Κοστίζει 1.234,5 ευρώ."),
            ("Select **File**, and then *Save*.", "Επιλέξτε **Αρχείο** και, στη συνέχεια, *Αποθήκευση*."),
            ("The \"name\" of the file;", "Το «όνομα» του αρχείου·"),
            ("Open the file first; close it later.", "Ανοίξτε πρώτα το αρχείο· κλείστε το αργότερα."),
            ("The first of the three files (A, B)", "Το πρώτο από τα τρία αρχεία (Α, Β)"),
            ("The path of its user", "Η διαδρομή του του χρήστη"),
        ],
    );
    check("el-GR", "Open the file.", "Ανοίξτε ανοίξτε ανοίξτε το αρχείο.", &[("doubled-word", "ανοίξτε ανοίξτε")]);
    check("el-GR", "Open the file.", "Ανοίξτε то αρχείο.", &[("target-script", "т")]);
}

#[test]
fn russian() {
    nothing(
        "ru-RU",
        &[
            ("Select two of the 1,000 files.", "Выберите два из 1000 файлов."),
            ("The files were saved at 3 PM.", "Файлы были сохранены в 15:00."),
            ("It grew by 12.5%.", "Рост составил 12,5\u{A0}%."),
            ("It has 10,000 rows.", "В ней 10\u{A0}000 строк."),
            ("Click \"OK\" (the first button).", "Нажмите кнопку «ОК» (первую)."),
            ("On May 5, 2019 at 3:30 PM", "5 мая 2019 г. в 15:30"),
            ("A 3rd-party tool for 2 users", "Стороннее средство для двух пользователей"),
            ("Do you want to save it now?", "Сохранить его сейчас?"),
            ("Use the `x` values of **Azure**.", "Используйте значения `x` службы **Azure**."),
            ("Sign in to Azure, and open Power BI.", "Войдите в Azure и откройте Power BI."),
            ("Item № 5 of the list", "Элемент № 5 списка"),
            ("Repeat it again and again.", "Повторяйте это снова и снова, раз за разом."),
        ],
    );
    check("ru-RU", "Open the file.", "Откройте откройте файл.", &[]);
    check("ru-RU", "Open a file.", "Откройте файл файл.", &[("doubled-word", "файл файл")]);
    check("ru-RU", "Open Power BI now.", "Откройте сейчас.", &[("product-name-changed", "")]);
}

#[test]
fn german() {
    nothing(
        "de-DE",
        &[
            ("The users who use the tool", "Die Benutzer, die das Tool verwenden"),
            ("The file that the user opens", "Die Datei, die die Benutzerin öffnet"),
            ("An object in which the user has rights", "Ein Objekt, in dem dem Benutzer Rechte erteilt sind"),
            ("It costs 1,234.56 dollars.", "Es kostet 1.234,56 Dollar."),
            ("Click **Save** now.", "Klicken Sie jetzt auf **Speichern**."),
            ("The `x` values of the **Azure** subscription", "Die `x`-Werte des **Azure**-Abonnements"),
            ("Click \"Open\" (the 2nd button).", "Klicken Sie auf „Öffnen“ (die zweite Schaltfläche)."),
            ("The 12,000 rows take 1.5 s.", "Die 12\u{202F}000 Zeilen brauchen 1,5 s."),
            ("Open the file at 3 PM?", "Die Datei um 15 Uhr öffnen?"),
            ("The options `a` and `b` are on by default", "Die Optionen `a` und `b` sind standardmäßig aktiviert"),
        ],
    );
    check("de-DE", "Open the file.", "Öffnen Sie die Datei 文.", &[("target-script", "文")]);
    check("de-DE", "Click **Save** now.", "Klicken Sie auf**Speichern**.", &[("glued-markup", "")]);
    check("de-DE", "Open a file.", "Öffnen Sie eine Datei Datei.", &[("doubled-word", "Datei Datei")]);
}

#[test]
fn vietnamese() {
    nothing(
        "vi-VN",
        &[
            ("Open it every day in May.", "Mở nó ngày ngày vào tháng 5."),
            ("Open three files, and wait 1.5 seconds.", "Mở ba tệp và đợi 1,5 giây."),
            ("The 10,000 users of the **Azure** service (all)", "10.000 người dùng của dịch vụ **Azure** (tất cả)"),
            ("Do you want to save the file?", "Bạn có muốn lưu tệp không?"),
            // The same letters with marks that combine.
            ("Save the **name** of it.", "Lưu te\u{302}n **te\u{302}n** cu\u{309}a no\u{301}."),
            ("Click **OK**.", "Nhấp vào **OK**."),
            ("The file is open every hour", "Tệp mở hằng giờ"),
        ],
    );
    check("vi-VN", "Click **OK** now.", "Nhấp vào**OK** ngay.", &[("glued-markup", "")]);
    check("vi-VN", "It has 128 rows.", "Nó có 256 hàng.", &[("number-mismatch", "256")]);
}

#[test]
fn serbian_in_latin_letters() {
    nothing(
        "sr-Latn-RS",
        &[
            ("Open the file (first).", "Otvorite datoteku (prvu)."),
            ("It costs 1,234.5 dinars.", "Košta 1.234,5 dinara."),
            ("Click **Save**, and close the window.", "Kliknite na dugme **Sačuvaj** i zatvorite prozor."),
            ("The \"name\" of the two files", "„Ime“ dve datoteke"),
            ("Do you want to open it?", "Želite li da je otvorite?"),
            ("The `x` values of the user's file", "Vrednosti `x` korisničke datoteke: ǆ, ǉ, ǌ"),
        ],
    );
    nothing("sr-Cyrl-RS", &[("Open the file (first).", "Отворите датотеку (прву).")]);
    check("sr-Latn-RS", "Open the file.", "Otvorite датотеку.", &[("target-script", "д")]);
}

#[test]
fn still_other_languages() {
    nothing("hi-IN", &[("Open the file 5.", "फ़ाइल ५ खोलें।")]);
    nothing("es-ES", &[("What is **Azure** for you?", "¿Qué es **Azure** para usted?")]);
    nothing("pt-BR", &[("It costs 1,234.5 reals.", "Custa 1.234,5 reais.")]);
    nothing("pl-PL", &[("The 10,000 rows (all) in May 2019", "10 000 wierszy (wszystkie) w maju 2019 r.")]);
    nothing("cs-CZ", &[("Click \"OK\" now.", "Teď klikněte na „OK“.")]);
    nothing("hu-HU", &[("Open the `x` file.", "Nyissa meg az `x`fájlt.")]);
}

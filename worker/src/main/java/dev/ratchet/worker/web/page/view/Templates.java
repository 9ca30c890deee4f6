package dev.ratchet.worker.web.page.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Writes pages. The templates were compiled with the product. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Templates() {}

    public static String html(View view) {
        StringOutput page = new StringOutput();
        ENGINE.render(view.template(), view, page);
        return page.toString();
    }
}

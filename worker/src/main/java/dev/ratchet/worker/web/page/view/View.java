package dev.ratchet.worker.web.page.view;

/** What a page shows. */
public sealed interface View
        permits AnswerView, AskView, DocumentView, LibraryView, ProblemView, RemoveView, SignInView, UploadView {
    Frame frame();

    /** Name of the template, which takes this as its {@code view}. */
    String template();
}

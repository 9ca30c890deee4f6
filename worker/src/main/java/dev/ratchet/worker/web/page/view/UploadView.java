package dev.ratchet.worker.web.page.view;

import org.jspecify.annotations.Nullable;

/**
 * @param name of the document
 * @param why it is not taken; absent while that is not known, or when it is taken
 * @param code of the reason
 * @param document address of its text; present once it is in the library
 * @param ask where questions are asked of it alone; present with {@code document}
 * @param run its workflow id
 */
public record UploadView(
        Frame frame,
        String name,
        State state,
        @Nullable String why,
        @Nullable String code,
        int version,
        @Nullable String document,
        @Nullable String ask,
        String run)
        implements View {
    public enum State {
        RUNNING,
        READY,
        REFUSED,
        FAILED
    }

    @Override
    public String template() {
        return "upload.jte";
    }
}

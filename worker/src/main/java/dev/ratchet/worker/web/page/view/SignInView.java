package dev.ratchet.worker.web.page.view;

import org.jspecify.annotations.Nullable;

/**
 * @param wrong why nobody was signed in; absent at first
 * @param lost whether a form was sent that is now lost
 * @param to the page that is shown next
 * @param where a person finds the token
 */
public record SignInView(Frame frame, @Nullable String wrong, boolean lost, String to, String where) implements View {
    @Override
    public String template() {
        return "signIn.jte";
    }
}

package dev.ratchet.worker.web.page.view;

/**
 * @param versions how many there are, 1 or more
 * @param passages of the current one
 * @param action where the confirmation is sent
 * @param back address of its text
 */
public record RemoveView(Frame frame, String name, int versions, int passages, String action, String back)
        implements View {
    @Override
    public String template() {
        return "remove.jte";
    }
}

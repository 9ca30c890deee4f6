package dev.ratchet.activities.model.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers from a script, for tests and the demo. It calls itself {@value #MODEL}, so that every screen says so. */
public final class ScriptedChatClient implements ChatClient {
    public static final String MODEL = "scripted";

    private final Function<ChatCall, Completion> script;

    /** @param script may throw {@link ChatFailure} to play a provider that gives no answer */
    public ScriptedChatClient(Function<ChatCall, Completion> script) {
        this.script = script;
    }

    /** Says the same to everything. */
    public static ScriptedChatClient saying(String text) {
        return new ScriptedChatClient(call -> completion(call, text));
    }

    /**
     * Gives the answer of the first phrase that the user's text holds.
     *
     * @param otherwise the answer when it holds none
     */
    public static ScriptedChatClient byPhrase(Map<String, String> answers, String otherwise) {
        Map<String, String> inOrder = new LinkedHashMap<>(answers);
        return new ScriptedChatClient(call -> completion(
                call,
                inOrder.entrySet().stream()
                        .filter(answer -> call.user().contains(answer.getKey()))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(otherwise)));
    }

    /** Counts a token for every four characters, and cuts off where the call's limit is. */
    public static Completion completion(ChatCall call, String text) {
        long input = tokens(call.system()) + tokens(call.user()) + tokens(call.schema());
        long most = 4L * call.mostTokens();
        return text.length() <= most
                ? new Completion.Complete(text, MODEL, new Tokens(input, 0, tokens(text)))
                : new Completion.CutOff(text.substring(0, (int) most), MODEL, new Tokens(input, 0, call.mostTokens()));
    }

    private static long tokens(String text) {
        return (text.length() + 3L) / 4;
    }

    @Override
    public Completion ask(ChatCall call) {
        return script.apply(call);
    }
}

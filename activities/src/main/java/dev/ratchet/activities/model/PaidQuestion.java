package dev.ratchet.activities.model;

import dev.ratchet.activities.calls.CallAnswer;
import dev.ratchet.activities.calls.CallAnswer.Cost;
import dev.ratchet.activities.calls.CallAnswer.Ending;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.activities.model.question.Prompts;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.charset.StandardCharsets;

/** A question as it is paid and recorded: by all that makes it what it is, and for what it may cost at most. */
final class PaidQuestion {
    /** A provider's name for its model enters the history. */
    private static final int MOST_NAME = 80;

    /** Tokens that a provider puts around two messages and a schema: about ten for OpenAI, up to 530 for a tool of Anthropic's. */
    private static final int FRAME = 600;

    private PaidQuestion() {}

    /** @param prompt digest of the prompt's text: a version may not change, but somebody may change it */
    private record Identity(Question question, Digest prompt) {}

    /** What a model is sent, as it is kept. */
    private record Sent(String system, String user, String schema, int mostTokens) {}

    /** @param price that no model exceeds which may answer */
    static CallRequest of(Question question, ChatCall call, Price price) {
        Digest identity = CanonicalJson.digest(new Identity(question, Digest.of(Prompts.text(question.prompt()))));
        return of(question.tenant(), identity, question.run(), question.agent(), call, price);
    }

    /**
     * Of a call that no agent makes.
     *
     * @param identity of all that makes the call what it is
     */
    static CallRequest of(TenantId tenant, Digest identity, RunRef run, String by, ChatCall call, Price price) {
        String sent = CanonicalJson.of(new Sent(call.system(), call.user(), call.schema(), call.mostTokens()));
        return new CallRequest(tenant, identity, run, by, sent, most(call, price));
    }

    static long most(ChatCall call, Price price) {
        return price.most(mostRead(call), call.mostTokens());
    }

    /** Every token of a byte-level encoding, as all these models have, is one byte or more. */
    private static long mostRead(ChatCall call) {
        return FRAME + bytes(call.system()) + bytes(call.user()) + bytes(call.schema());
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** @param by who was asked, and whose price is paid */
    static CallAnswer answer(ChatCall call, Completion completion, ModelEntry by) {
        Ending ending = completion instanceof Completion.CutOff
                ? Ending.CUT_OFF
                : completion instanceof Completion.Filtered ? Ending.FILTERED : Ending.COMPLETE;
        Tokens tokens = completion.tokens();
        String name = completion.model();
        boolean known = completion.isCounted() || by.price().equals(Price.NONE);
        return new CallAnswer(
                ending,
                completion.text(),
                new Usage(
                        by.id(),
                        name.substring(0, Math.min(MOST_NAME, name.length())),
                        tokens.input(),
                        tokens.cached(),
                        tokens.output(),
                        known ? by.price().of(tokens) : uncounted(call, tokens, by.price())),
                known ? Cost.KNOWN : Cost.ESTIMATED);
    }

    /** What nobody counted is taken to be all that it can have been, as it was reserved: it is paid, and budgets have to hold. */
    private static long uncounted(ChatCall call, Tokens tokens, Price price) {
        return price.most(
                tokens.input() > 0 ? tokens.input() : mostRead(call),
                tokens.output() > 0 ? tokens.output() : call.mostTokens());
    }

    static Completion completion(CallAnswer answer) {
        Usage usage = answer.usage();
        Tokens tokens = new Tokens(usage.inputTokens(), usage.cachedTokens(), usage.outputTokens());
        return switch (answer.ending()) {
            case COMPLETE -> new Completion.Complete(answer.text(), usage.model(), tokens);
            case CUT_OFF -> new Completion.CutOff(answer.text(), usage.model(), tokens);
            case FILTERED -> new Completion.Filtered(answer.text(), usage.model(), tokens);
        };
    }
}

package dev.ratchet.activities.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** Names of what no convention has. Metrics carry none of the first three, which have no bound. */
public final class RunAttributes {
    private RunAttributes() {}

    public static final AttributeKey<String> TENANT = AttributeKey.stringKey("ratchet.tenant");

    /** The Temporal workflow's id. */
    public static final AttributeKey<String> RUN = AttributeKey.stringKey("ratchet.run.id");

    /** Number of the turn, as in the audit record. */
    public static final AttributeKey<Long> STEP = AttributeKey.longKey("ratchet.step");

    /** A run's own word for how it ended, as in its summary. */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("ratchet.run.outcome");

    /** The frozen code of why it ended so. */
    public static final AttributeKey<String> CODE = AttributeKey.stringKey("ratchet.run.code");

    public static final AttributeKey<String> ROUTE = AttributeKey.stringKey("ratchet.run.route");

    /** Who proposed: {@code rules}, {@code model} or {@code person}; never which person. */
    public static final AttributeKey<String> PLANNER = AttributeKey.stringKey("ratchet.planner");

    /** ACCEPTED, or the code of the rejection. */
    public static final AttributeKey<String> VERDICT = AttributeKey.stringKey("ratchet.gate.verdict");

    /** Wire name of what a tool reported. */
    public static final AttributeKey<String> OBSERVATION = AttributeKey.stringKey("ratchet.observation");

    /** Wire name of a person's answer; {@code expired} when there was none. */
    public static final AttributeKey<String> ANSWER = AttributeKey.stringKey("ratchet.approval.answer");

    /** What the installation calls the model that was asked. */
    public static final AttributeKey<String> MODEL = AttributeKey.stringKey("ratchet.model");

    public static final AttributeKey<String> TIER = AttributeKey.stringKey("ratchet.tier");

    /** Money in units of the accounting currency, with up to six decimals. */
    public static final AttributeKey<Double> COST = AttributeKey.doubleKey("ratchet.cost");

    /** Kind of an irreversible effect. */
    public static final AttributeKey<String> EFFECT = AttributeKey.stringKey("ratchet.effect.kind");

    public static final AttributeKey<String> EFFECT_RESULT = AttributeKey.stringKey("ratchet.effect.result");

    /** What was asked of the books. */
    public static final AttributeKey<String> LOOK = AttributeKey.stringKey("ratchet.ledger.operation");

    /** The budget that could not hold a call: {@code RUN}, {@code AGENT}, {@code TENANT} or {@code DAY}. */
    public static final AttributeKey<String> LEVEL = AttributeKey.stringKey("ratchet.budget.level");
}

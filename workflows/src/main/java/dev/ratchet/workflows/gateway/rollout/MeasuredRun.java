package dev.ratchet.workflows.gateway.rollout;

import dev.ratchet.workflows.contract.record.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the record has of the latest run of a workflow id, in figures.
 *
 * @param build that ruled it first; absent when it was not ruled
 * @param asked whether it waited for a person, or does
 * @param proposals that rules and models made; {@code rejected} of those by the gate
 * @param corrections what people proposed instead, and 1 when somebody denied it
 * @param micros spent on models, in millionths of the currency
 * @param millis that it worked: all turns but those that waited for a person
 */
public record MeasuredRun(
        String workflowId,
        RunStatus status,
        String outcome,
        String code,
        @Nullable String build,
        boolean asked,
        long proposals,
        long rejected,
        long corrections,
        long micros,
        long millis) {}

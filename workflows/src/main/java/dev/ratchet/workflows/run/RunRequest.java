package dev.ratchet.workflows.run;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Texts;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run of any agent.
 *
 * @param intake what was uploaded for it: a document, or the input as {@link CanonicalJson}. Its digest is in the run's id,
 *     and who uploaded it may not approve what comes of it
 * @param input the same input, for an agent that takes JSON; absent for one that takes documents
 * @param name what the submitter calls it, at most 200 bytes; for display only
 * @param submitter id of the person who says to submit it
 * @param container that the document came in; absent when it came alone
 * @param carried set by continue-as-new only
 */
public record RunRequest(
        DocumentRef intake,
        @Nullable JsonNode input,
        String name,
        String submitter,
        @Nullable Container container,
        @Nullable Carried carried) {
    public RunRequest {
        name = Texts.endOf(200, name);
        if (submitter.isBlank()) {
            throw new IllegalArgumentException("a run has a submitter");
        }
    }

    /** For an agent that takes documents. */
    public static RunRequest of(DocumentRef document, String name, String submitter) {
        return new RunRequest(document, null, name, submitter, null, null);
    }

    public RunRequest from(@Nullable Container where) {
        return new RunRequest(intake, input, name, submitter, where, carried);
    }

    public String workflowId(String agent) {
        return RunRef.workflowId(agent, intake.tenant(), intake.digest());
    }

    /**
     * The input as the agent's own record.
     *
     * @throws IllegalArgumentException when there is none, it is not of this type, or it is not what was uploaded
     */
    public <T> T input(Class<T> type) {
        if (input == null || !CanonicalJson.digest(input).equals(intake.digest())) {
            throw new IllegalArgumentException("the input is not the JSON that was uploaded under " + intake.digest());
        }
        try {
            return CanonicalJson.read(CanonicalJson.of(input), type);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("the input is not a " + type.getSimpleName() + ": " + why(e), e);
        }
    }

    /** The field and what is wrong with it, as far as Jackson or the record's constructor says. */
    private static @Nullable String why(UncheckedIOException e) {
        if (!(e.getCause() instanceof JsonMappingException wrong)) {
            return e.getMessage();
        }
        String field = wrong.getPath().stream()
                .map(at -> at.getFieldName() == null ? String.valueOf(at.getIndex()) : at.getFieldName())
                .collect(Collectors.joining("."));
        String why = wrong.getCause() instanceof IllegalArgumentException refused
                ? refused.getMessage()
                : wrong.getOriginalMessage();
        return field.isEmpty() ? why : "'" + field + "': " + why;
    }

    public RunRequest carrying(Carried handedOn) {
        return new RunRequest(intake, input, name, submitter, container, handedOn);
    }

    /**
     * What a run hands to itself when it continues as new. Opaque to everyone else.
     *
     * @param progress of the kernel, as JSON
     * @param recorded number of the last step that is in the audit record
     * @param waitsUntil what a person was promised; absent when the run was not waiting
     */
    public record Carried(
            JsonNode progress, int recorded, @Nullable Instant waitsUntil) {}
}

package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Question;
import dev.ratchet.workflows.contract.retrieval.Generator;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import dev.ratchet.workflows.qa.QaAction.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows. Absent facts are not known yet.
 *
 * @param intake the request as it was uploaded
 * @param found passages by id and digest, best first, at most {@link GroundingActivities#MOST_PASSAGES}
 * @param rejected how many answers were not borne out or no proposal at all
 * @param answer the latest that was judged
 * @param abstention why there will be no answer
 */
record QaState(
        Phase phase,
        DocumentRef intake,
        @Nullable Question question,
        @Nullable Rulings rulings,
        @Nullable Found found,
        int rejected,
        @Nullable Attested<Judged> answer,
        @Nullable Finding abstention,
        @Nullable Outcome outcome) {

    /** Where a run stands, and the allowed-table: what may be proposed there. */
    enum Phase {
        RECEIVED(Kind.LOOK_AT_QUESTION),
        /** A person confirmed an answer to this question. */
        KNOWN(Kind.TAKE_VERIFIED),
        RETRIEVING(Kind.RETRIEVE),
        /** A look-up: no model is asked unless no sentence plainly answers. */
        EXTRACTING(Kind.EXTRACT_ANSWER),
        /** A model proposes. */
        PROPOSING(Kind.PROPOSE_ANSWER, Kind.ABSTAIN),
        ABSTAINING(Kind.SHOW_FOUND),
        ENDED();

        private final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }

        List<Kind> legal() {
            return legal;
        }
    }

    static QaState asked(DocumentRef intake) {
        return new QaState(Phase.RECEIVED, intake, null, null, null, 0, null, null, null);
    }

    /** Empty until passages were found. */
    List<Passage> passages() {
        return found == null
                ? List.of()
                : found.hits().stream().map(Hit::passage).toList();
    }

    /** Who words the answer, as the configuration says that found the passages. */
    Generator generator() {
        return found == null ? Generator.SMALL : found.generator();
    }

    QaState in(Phase next) {
        return new QaState(next, intake, question, rulings, found, rejected, answer, abstention, outcome);
    }

    QaState seen(Question asked, Rulings by) {
        return new QaState(phase, intake, asked, by, found, rejected, answer, abstention, outcome);
    }

    QaState found(Found passages) {
        Found kept = new Found(
                passages.hits().stream()
                        .limit(GroundingActivities.MOST_PASSAGES)
                        .toList(),
                passages.configuration(),
                passages.semantic(),
                passages.generator());
        return new QaState(phase, intake, question, rulings, kept, rejected, answer, abstention, outcome);
    }

    QaState judged(Attested<Judged> how) {
        return new QaState(phase, intake, question, rulings, found, rejected, how, abstention, outcome);
    }

    QaState oneMoreRejected() {
        return new QaState(phase, intake, question, rulings, found, rejected + 1, answer, abstention, outcome);
    }

    QaState abstaining(Finding why) {
        return new QaState(Phase.ABSTAINING, intake, question, rulings, found, rejected, answer, why, outcome);
    }

    QaState ended(Outcome how) {
        return new QaState(Phase.ENDED, intake, question, rulings, found, rejected, answer, abstention, how);
    }
}

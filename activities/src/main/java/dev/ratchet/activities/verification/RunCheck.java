package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.RUN_MISMATCH;
import static dev.ratchet.activities.verification.DiscrepancyKind.RUN_MISSING;
import static dev.ratchet.activities.verification.DiscrepancyKind.TRAIL_CHANGED;
import static dev.ratchet.activities.verification.DiscrepancyKind.TRAIL_INCOMPLETE;

import dev.ratchet.activities.audit.Trail;
import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run that booked an entry is on record, names it as what it did, and its trail is whole. A record is written after the entry,
 * so a young one may still come.
 */
final class RunCheck implements EntryCheck {
    private final Instant recordedBy;
    private long unrecorded;

    /** @param recordedBy entries posted before then have their record */
    RunCheck(Instant recordedBy) {
        this.recordedBy = recordedBy;
    }

    /** Young entries without a record. */
    long unrecorded() {
        return unrecorded;
    }

    @Override
    public void check(Booked booked, Proofs proofs, Tally tally) {
        if (booked.row().reversal()) {
            return; // the run is that of the entry after it, and names that one
        }
        String about = booked.about();
        Proofs.RunRows rows = booked.run() == null ? null : proofs.runs().get(booked.run());
        Receipt receipt =
                new Receipt(PostingEffect.RECEIPT, Long.toString(booked.row().number()));
        Optional<RunSummary> summary = Optional.ofNullable(rows).flatMap(found -> summary(found.summary()));
        if (rows == null || summary.isEmpty() || !names(summary.get(), booked, receipt)) {
            if (booked.row().postedAt().isAfter(recordedBy)) {
                unrecorded++;
            } else if (rows == null) {
                tally.add(RUN_MISSING, about, "the run that booked %s has no record", about);
            } else {
                tally.add(RUN_MISMATCH, about, "the record of the run that booked %s does not name it", about);
            }
            return;
        }
        DocumentCheck.requireUploader(booked, summary.get().submitter(), proofs, tally);
        checkTrail(booked, rows, receipt, tally);
    }

    private static boolean names(RunSummary summary, Booked booked, Receipt receipt) {
        return summary.status() == RunStatus.DONE
                && receipt.equals(summary.receipt())
                && summary.tenant().value().equals(booked.row().tenant())
                && summary.run().equals(booked.run());
    }

    private static Optional<RunSummary> summary(String json) {
        try {
            return Optional.ofNullable(Json.read(json, RunSummary.class));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static void checkTrail(Booked booked, Proofs.RunRows rows, Receipt receipt, Tally tally) {
        String about = booked.about();
        List<StepRecord> steps;
        try {
            steps = Trail.of(rows.steps().stream()
                    .map(json -> Json.readList(json, StepRecord.class))
                    .toList());
        } catch (UncheckedIOException e) {
            tally.add(TRAIL_CHANGED, about, "the trail of the run that booked %s cannot be read", about);
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            StepRecord step = steps.get(i);
            if (step.step().number() != i + 1) {
                tally.add(TRAIL_INCOMPLETE, about, "step %s of the run that booked %s is missing", i + 1, about);
                return;
            }
            if (!isWhatWasRecorded(step)) {
                tally.add(TRAIL_CHANGED, about, "step %s of the run that booked %s was altered", i + 1, about);
            }
        }
        if (steps.size() != rows.lastStep()) {
            tally.add(
                    TRAIL_INCOMPLETE,
                    about,
                    "the run that booked %s took %s steps, and %s are on record",
                    about,
                    rows.lastStep(),
                    steps.size());
        } else if (!tell(steps, receipt)) {
            tally.add(TRAIL_CHANGED, about, "no step of the run that booked %s tells of it", about);
        }
    }

    private static boolean isWhatWasRecorded(StepRecord step) {
        return Objects.equals(digest(step.proposal()), step.step().proposed())
                && Digest.of(step.result()).equals(step.step().observed());
    }

    private static @Nullable Digest digest(@Nullable String body) {
        return body == null ? null : Digest.of(body);
    }

    private static boolean tell(List<StepRecord> steps, Receipt receipt) {
        String told = CanonicalJson.of(receipt);
        return steps.stream()
                .anyMatch(step -> step.step().accepted() && step.result().contains(told));
    }
}

package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.CONTENT_CHANGED;
import static dev.ratchet.activities.verification.DiscrepancyKind.CONTENT_MISSING;
import static dev.ratchet.activities.verification.DiscrepancyKind.SUBMITTER_MISMATCH;
import static dev.ratchet.activities.verification.DiscrepancyKind.UPLOAD_MISSING;

import dev.ratchet.activities.approval.Uploaders;
import dev.ratchet.activities.content.ContentStore.Held;
import dev.ratchet.activities.ledger.Row;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Approval;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody brought in what an entry books before it was booked, and it is still there as it was. */
final class DocumentCheck implements EntryCheck {

    @Override
    public void check(Booked booked, Proofs proofs, Tally tally) {
        Row row = booked.row();
        String about = booked.about();
        for (String document : documents(row)) {
            if (uploaders(row, proofs, document).findAny().isEmpty()) {
                tally.add(
                        UPLOAD_MISSING,
                        about,
                        "nobody was on record as having uploaded %s when %s was booked",
                        Digests.readable(document).brief(),
                        about);
            }
        }
        for (Approval approval : booked.approvals()) {
            requireUploader(booked, approval.submitter(), proofs, tally);
        }
        Held held = Digests.of(row.document()).map(proofs.held()::get).orElse(Held.MISSING);
        if (held == Held.MISSING) {
            tally.add(CONTENT_MISSING, about, "the document of %s is not kept", about);
        }
        if (held == Held.CHANGED) {
            tally.add(CONTENT_CHANGED, about, "what is kept as the document of %s has another digest", about);
        }
    }

    /** @param submitter by a statement that somebody signed or recorded */
    static void requireUploader(Booked booked, String submitter, Proofs proofs, Tally tally) {
        Set<String> uploaders = uploaders(booked.row(), proofs);
        if (!uploaders.isEmpty() && !uploaders.contains(submitter)) {
            tally.add(
                    SUBMITTER_MISMATCH,
                    booked.about(),
                    "%s is said to have been submitted by %s, who is not on record as having uploaded it",
                    booked.about(),
                    submitter);
        }
    }

    /** Who had uploaded what the entry books, or what its run was started with, when it was posted. */
    static Set<String> uploaders(Row row, Proofs proofs) {
        return documents(row).stream()
                .flatMap(document -> uploaders(row, proofs, document))
                .collect(Collectors.toSet());
    }

    private static Stream<String> uploaders(Row row, Proofs proofs, String document) {
        return proofs.uploads().getOrDefault(document, List.of()).stream()
                .filter(upload -> !upload.at().isAfter(row.postedAt()))
                .map(Proofs.Upload::person);
    }

    private static List<String> documents(Row row) {
        return Stream.concat(Stream.of(row.document()), Uploaders.document(row.workflowId()).map(Digest::hex).stream())
                .distinct()
                .toList();
    }
}

package dev.ratchet.worker.web;

import dev.ratchet.activities.containers.Opened;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.workflows.gateway.BooksBalance;
import dev.ratchet.workflows.gateway.BooksEntry;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.BooksVerification;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.MasterDataChange;
import dev.ratchet.workflows.gateway.MasterDataChanges;
import dev.ratchet.workflows.gateway.MasterDataLoaded;
import dev.ratchet.workflows.gateway.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the ports know, as the wire shows it. */
final class Shown {
    private Shown() {}

    static DocumentKept.Contents contents(Opened opened) {
        return new DocumentKept.Contents(
                opened.documents().stream()
                        .map(each -> new DocumentKept.Inner(each.document(), each.from()))
                        .toList(),
                opened.leftOut().stream().map(Shown::leftOut).toList());
    }

    private static DocumentKept.LeftOut leftOut(Opened.LeftOut part) {
        return new DocumentKept.LeftOut(
                part.path(),
                part.reason().skips() ? DocumentKept.LeftOut.Kind.SKIPPED : DocumentKept.LeftOut.Kind.REFUSED,
                part.reason().name(),
                part.why());
    }

    static BooksEntry entry(Ledger.Entry entry) {
        return new BooksEntry(
                entry.number(),
                entry.postedAt(),
                entry.date(),
                entry.kind(),
                entry.supplierId(),
                entry.invoiceNumber(),
                entry.currency(),
                entry.lines().stream()
                        .map(line -> new BooksEntry.Line(line.account(), line.minor()))
                        .toList(),
                entry.authority(),
                entry.workflowId(),
                entry.document(),
                entry.rowHash());
    }

    static BooksBalance balance(Ledger.Balance balance) {
        return new BooksBalance(balance.account(), balance.currency(), balance.minor());
    }

    /** @param masterData the chain of its changes, which limits and ceilings rest on */
    static BooksVerification verification(Verification found, MasterDataHistory.Verified masterData) {
        return new BooksVerification(
                found.entries(),
                new BooksHead(found.head().number(), found.head().hash()),
                found.unrecorded(),
                Stream.concat(found.discrepancies().stream().map(Shown::ofKind), ofMasterData(masterData.problems()))
                        .toList());
    }

    private static Stream<BooksVerification.OfKind> ofMasterData(List<String> problems) {
        return problems.isEmpty()
                ? Stream.empty()
                : Stream.of(new BooksVerification.OfKind(
                        "MASTER_DATA_MISMATCH",
                        problems.size(),
                        problems.stream()
                                .map(why -> new BooksVerification.Discrepancy("master data", why))
                                .toList()));
    }

    private static BooksVerification.OfKind ofKind(Verification.OfKind found) {
        return new BooksVerification.OfKind(
                found.kind().name(),
                found.count(),
                found.told().stream()
                        .map(each -> new BooksVerification.Discrepancy(each.about(), each.why()))
                        .toList());
    }

    static MasterDataLoaded loaded(MasterData.Loaded loaded) {
        return new MasterDataLoaded(
                loaded.suppliers(), loaded.orders(), loaded.people(), change(loaded.change()), loaded.mayConfirm());
    }

    static MasterDataChange change(Change change) {
        List<MasterDataChange.Difference> differences = change.found().stream()
                .map(each -> new MasterDataChange.Difference(each.text(), each.secondPerson()))
                .sorted(Comparator.comparing(each -> !each.secondPerson()))
                .toList();
        int shown = Math.min(differences.size(), MasterDataChange.MOST);
        return new MasterDataChange(
                change.number(),
                change.at(),
                change.event().name(),
                change.person(),
                change.confirms(),
                change.rowHash(),
                differences.subList(0, shown),
                differences.size() - shown);
    }

    static MasterDataChanges changes(List<Change> changes, MasterDataHistory.Verified verified) {
        return new MasterDataChanges(
                changes.stream().map(Shown::change).toList(), verified.changes(), verified.problems());
    }

    static Problem problem(MasterData.InvalidMasterData invalid) {
        return new Problem(
                Problem.INVALID_MASTER_DATA,
                "nothing was loaded: the file has " + invalid.problems().size()
                        + (invalid.problems().size() == 1 ? " problem" : " problems"),
                invalid.problems().stream()
                        .map(each -> new Problem.AtLine(each.line(), each.field(), each.why()))
                        .toList());
    }
}

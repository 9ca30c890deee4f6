package dev.ratchet.worker.web;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.grounding.RecordedAnswers;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A library in memory, of the default tenant: every other one has nothing. Each document is one passage. */
final class InMemoryLibrary implements Library, VerifiedAnswers {
    final AttestationKeys keys = AttestationKeys.generate();
    final Map<Digest, Verified> confirmed = new LinkedHashMap<>();
    final List<String> removed = new ArrayList<>();
    private final ContentStore contents;
    private final Map<String, List<Shelved>> documents = new TreeMap<>();
    private final List<Passage> passages = new ArrayList<>();

    InMemoryLibrary(ContentStore contents) {
        this.contents = contents;
    }

    LibraryPorts ports() {
        return new LibraryPorts(this, new RecordedAnswers(contents, keys, this::has), this);
    }

    /** The next version of a document, and the current one. */
    Shelved put(String name, String text) throws IOException {
        String id = new LibraryRequest(name, Digest.of(text), text.length()).document(TenantId.DEFAULT);
        List<Shelved> versions = documents.computeIfAbsent(id, each -> new ArrayList<>());
        versions.replaceAll(each -> new Shelved(
                each.name(),
                each.version(),
                false,
                each.format(),
                each.body(),
                each.passages(),
                each.count(),
                each.uploader(),
                each.at()));
        DocumentVersion version = new DocumentVersion(id, versions.size() + 1, Digest.of(text));
        Passage passage = new Passage(version, 1, 0, "", 0, text.length(), keep(text));
        passages.add(passage);
        LibraryText body = new LibraryText(Format.TEXT, text, List.of(), List.of(), List.of());
        Shelved shelved = new Shelved(
                name,
                version,
                true,
                "TEXT",
                keep(CanonicalJson.of(body)),
                keep(CanonicalJson.of(List.of(passage))),
                1,
                "ann",
                Instant.EPOCH);
        versions.add(0, shelved);
        return shelved;
    }

    /** Of the current version. */
    Passage passage(Shelved shelved) {
        return passages.stream()
                .filter(each -> each.of().equals(shelved.version()))
                .findFirst()
                .orElseThrow();
    }

    private Digest keep(String text) throws IOException {
        return contents.put(TenantId.DEFAULT, text.getBytes(StandardCharsets.UTF_8))
                .digest();
    }

    private boolean has(TenantId tenant, List<Passage> asked) {
        return known(tenant)
                && passages.containsAll(asked)
                && asked.stream()
                        .allMatch(each -> documents.containsKey(each.of().document()));
    }

    private static boolean known(TenantId tenant) {
        return tenant.equals(TenantId.DEFAULT);
    }

    @Override
    public List<Shelved> documents(TenantId tenant, @Nullable String after, int most) {
        return documents.values().stream()
                .map(each -> each.get(0))
                .filter(each -> known(tenant) && (after == null || each.name().compareTo(after) > 0))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .limit(most)
                .toList();
    }

    @Override
    public boolean isCurrent(TenantId tenant, DocumentVersion version) {
        return versions(tenant, version.document()).stream()
                .anyMatch(each -> each.current() && each.version().equals(version));
    }

    @Override
    public List<Shelved> versions(TenantId tenant, String document) {
        return known(tenant) ? documents.getOrDefault(document, List.of()) : List.of();
    }

    @Override
    public boolean remove(TenantId tenant, String document, String person) {
        boolean there = known(tenant) && documents.remove(document) != null;
        if (there) {
            removed.add(document + " by " + person);
        }
        return there;
    }

    @Override
    public boolean beingRemoved(TenantId tenant, String document) {
        return known(tenant) && removed.stream().anyMatch(each -> each.startsWith(document));
    }

    @Override
    public Optional<Verified> find(TenantId tenant, Digest question) {
        return known(tenant) ? Optional.ofNullable(confirmed.get(question)) : Optional.empty();
    }

    @Override
    public void confirm(TenantId tenant, Digest question, Verified verified) {
        confirmed.put(question, verified);
    }

    /** The whole text of a document, word for word. */
    Answer quoting(String question, Shelved shelved, String text) {
        return new Answer(
                Digest.of(question),
                List.of(new Answer.Sentence(text, List.of(new Answer.Span(passage(shelved), 0, text.length(), text)))),
                List.of());
    }
}

package dev.ratchet.activities.library;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.passages.PassageCutter;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the library keeps in the content store: texts with positions, lists of passages, and each passage's text. */
public final class Shelf {
    private final ContentStore contents;

    public Shelf(ContentStore contents) {
        this.contents = contents;
    }

    /** Passages with the texts that they stand for, in order. */
    record Cut(List<Passage> passages, List<byte[]> texts) {
        byte[] list() {
            return json(passages);
        }

        List<Digest> digests() {
            return passages.stream().map(Passage::text).toList();
        }
    }

    static Cut cut(DocumentVersion version, LibraryText text) {
        List<Passage> passages = new ArrayList<>();
        Map<Digest, byte[]> texts = new LinkedHashMap<>();
        for (PassageCutter.Place place : PassageCutter.USUAL.cut(text)) {
            byte[] said = text.text().substring(place.start(), place.end()).getBytes(StandardCharsets.UTF_8);
            Digest digest = Digest.of(said);
            texts.put(digest, said);
            passages.add(new Passage(
                    version, passages.size() + 1, place.page(), place.heading(), place.start(), place.end(), digest));
        }
        return new Cut(passages, List.copyOf(texts.values()));
    }

    static byte[] json(Object value) {
        return CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8);
    }

    void keep(TenantId tenant, Cut cut) throws IOException {
        contents.putAll(tenant, cut.texts());
        contents.put(tenant, cut.list());
    }

    void keep(TenantId tenant, byte[] body) throws IOException {
        contents.put(tenant, body);
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#CONTENT_MISSING} */
    byte[] bytes(TenantId tenant, Digest digest) throws IOException {
        return contents.get(tenant, digest).orElseThrow(() -> missing(digest));
    }

    /** @throws IllegalArgumentException when what is there is no request */
    LibraryRequest request(TenantId tenant, Digest intake) throws IOException {
        try {
            return CanonicalJson.read(string(bytes(tenant, intake)), LibraryRequest.class);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("'intake' should be a request that was uploaded", e);
        }
    }

    /** The text of a version with its positions. */
    public LibraryText text(TenantId tenant, Digest body) throws IOException {
        return CanonicalJson.read(string(bytes(tenant, body)), LibraryText.class);
    }

    /** The passages of a version, in order. */
    public List<Passage> passages(TenantId tenant, Digest list) throws IOException {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode passage : CanonicalJson.read(string(bytes(tenant, list)), JsonNode.class)) {
            passages.add(CanonicalJson.convert(passage, Passage.class));
        }
        return passages;
    }

    /** As the index takes them. All of their texts are there, or it fails. */
    List<Indexed> indexed(TenantId tenant, Version version) throws IOException {
        List<Passage> passages = passages(tenant, Objects.requireNonNull(version.passages()));
        Map<Digest, byte[]> texts = contents.getAll(
                tenant, passages.stream().map(Passage::text).distinct().toList());
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("source", version.name());
        metadata.put("date", version.at().atZone(ZoneOffset.UTC).toLocalDate().toString());
        List<Indexed> indexed = new ArrayList<>();
        for (Passage passage : passages) {
            byte[] text = texts.get(passage.text());
            if (text == null) {
                throw missing(passage.text());
            }
            indexed.add(new Indexed(passage, string(text), metadata));
        }
        return indexed;
    }

    private static String string(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static RuntimeException missing(Digest digest) {
        return Failures.of(
                FailureType.CONTENT_MISSING,
                "the content store has nothing under " + digest.brief() + "; upload the document again",
                null);
    }
}

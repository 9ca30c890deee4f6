package dev.ratchet.activities.retrieval.embedding;

import dev.ratchet.workflows.contract.Digest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps vectors in a file, so that measuring again takes seconds and not minutes. */
public final class RememberedEmbeddings implements Embeddings {
    private final Embeddings real;
    private final Path file;
    private final Map<Digest, float[]> known = new HashMap<>();

    public RememberedEmbeddings(Embeddings real, Path file) {
        this.real = real;
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                Digest text = new Digest(in.readUTF());
                float[] vector = new float[real.dimensions()];
                for (int at = 0; at < vector.length; at++) {
                    vector[at] = in.readFloat();
                }
                known.put(text, vector);
            }
        } catch (EOFException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public int dimensions() {
        return real.dimensions();
    }

    @Override
    public int mostTokens() {
        return real.mostTokens();
    }

    @Override
    public int tokens(String text) {
        return real.tokens(text);
    }

    @Override
    public synchronized List<float[]> embed(List<String> texts) {
        List<String> asked = texts.stream()
                .filter(text -> !known.containsKey(Digest.of(text)))
                .distinct()
                .toList();
        if (!asked.isEmpty()) {
            remember(asked, real.embed(asked));
        }
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(text -> vectors.add(known.get(Digest.of(text))));
        return vectors;
    }

    private void remember(List<String> texts, List<float[]> vectors) {
        try (DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)))) {
            for (int each = 0; each < texts.size(); each++) {
                Digest text = Digest.of(texts.get(each));
                known.put(text, vectors.get(each));
                out.writeUTF(text.hex());
                for (float value : vectors.get(each)) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

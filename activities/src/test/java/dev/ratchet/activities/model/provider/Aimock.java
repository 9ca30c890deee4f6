package dev.ratchet.activities.model.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.provider.langchain4j.LangChainChatClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An LLM stand-in that nobody here wrote: npm's {@code @copilotkit/aimock}, as its own process on a free port, speaking
 * the wire formats of OpenAI, Anthropic and Ollama. Found by {@code RATCHET_AIMOCK} (its {@code llmock}), below {@code .ci/aimock}, or on the path.
 */
public final class Aimock implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;
    private final int port;

    private Aimock(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts on a free port.
     *
     * @param fixtures the first whose phrase the last user message holds answers; see {@link #saying} and the others
     */
    public static Aimock start(List<ObjectNode> fixtures) throws IOException {
        Path program = program();
        Path folder = Files.createTempDirectory("aimock");
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.putArray("fixtures").addAll(fixtures);
        Files.write(folder.resolve("fixtures.json"), JSON.writeValueAsBytes(file));
        int port = FreePorts.one();
        Process process = new ProcessBuilder(
                        program.toString(), "-h", "127.0.0.1", "-p", String.valueOf(port), "-f", folder.toString())
                .redirectErrorStream(true)
                .start();
        Aimock aimock = new Aimock(process, folder, port);
        aimock.awaitListening();
        return aimock;
    }

    /** Where its chat completions are. */
    public URI baseUrl() {
        return url(Provider.OPENAI);
    }

    /** Where it speaks a format, as an {@link Endpoint} wants it. */
    public URI url(Provider provider) {
        return URI.create("http://127.0.0.1:" + port + (provider == Provider.OLLAMA ? "" : "/v1"));
    }

    /** A client of it with a model's name that it echoes. */
    public ChatClient client() {
        return client(Provider.OPENAI, SchemaMode.NATIVE);
    }

    public ChatClient client(Provider provider, SchemaMode schema) {
        return LangChainChatClient.of(new Endpoint(
                "aimock",
                provider,
                url(provider),
                "aimock",
                ApiKey.NONE,
                schema,
                Timeouts.answeringWithin(Duration.ofSeconds(20))));
    }

    /** How many requests to this path it has seen, by its own journal. */
    public long requests(String path) throws IOException {
        try (InputStream journal =
                URI.create("http://127.0.0.1:" + port + "/v1/_requests").toURL().openStream()) {
            return JSON.readTree(journal).findValuesAsText("path").stream()
                    .filter(path::equals)
                    .count();
        }
    }

    /** The same fixture for a request in whatever format and schema mode. */
    public static ObjectNode inAnyFormat(ObjectNode fixture) {
        ObjectNode any = fixture.deepCopy();
        ((ObjectNode) any.required("match")).remove("responseFormat");
        if (any.at("/response/content").isTextual()) {
            ((ObjectNode) any.required("response"))
                    .putObject("usage")
                    .put("prompt_tokens", 1_000)
                    .put("completion_tokens", 100);
        }
        return any;
    }

    /** Answers with one call of a tool, whatever the format. */
    public static ObjectNode calling(String phrase, String tool, ObjectNode arguments) {
        ObjectNode fixture = inAnyFormat(fixture(phrase));
        fixture.putObject("response")
                .putArray("toolCalls")
                .addObject()
                .put("name", tool)
                .put("arguments", arguments.toString());
        return fixture;
    }

    /** Answers with this text, and its end for a reason: {@code stop}, {@code length} or {@code content_filter}. */
    public static ObjectNode saying(String phrase, String text, String finishReason) {
        ObjectNode fixture = fixture(phrase);
        fixture.putObject("response").put("content", text).put("finishReason", finishReason);
        return fixture;
    }

    /** Answers with an HTTP error; {@code Retry-After} in seconds where the status is 429. */
    public static ObjectNode failing(String phrase, int status, String code, int retryAfter) {
        ObjectNode fixture = fixture(phrase);
        ObjectNode response =
                fixture.putObject("response").put("status", status).put("retryAfter", retryAfter);
        response.putObject("error")
                .put("message", "no words of this may be repeated")
                .put("type", code)
                .put("code", code);
        return fixture;
    }

    /** Destroys the connection instead of answering. */
    public static ObjectNode disconnecting(String phrase) {
        ObjectNode fixture = saying(phrase, "never sent", "stop");
        fixture.putObject("chaos").put("disconnectRate", 1);
        return fixture;
    }

    /** Answers 200 with a body that is not JSON. */
    public static ObjectNode garbling(String phrase) {
        ObjectNode fixture = saying(phrase, "never sent", "stop");
        fixture.putObject("chaos").put("malformedRate", 1);
        return fixture;
    }

    private static ObjectNode fixture(String phrase) {
        ObjectNode fixture = JsonNodeFactory.instance.objectNode();
        fixture.putObject("match").put("userMessage", phrase).put("responseFormat", "json_schema");
        return fixture;
    }

    static Path program() {
        String named = System.getenv("RATCHET_AIMOCK");
        Path installed = Needs.root().resolve(".ci/aimock/node_modules/.bin/llmock");
        if (named != null && Files.isExecutable(Path.of(named))) {
            return Path.of(named);
        }
        return Files.isExecutable(installed) ? installed : Needs.program("llmock");
    }

    /** Its log is read to the end by a thread of its own: a full pipe would stop it. */
    private void awaitListening() throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("listening on")) {
                Thread drain = new Thread(() -> drain(log), "aimock-log");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        close();
        throw new IOException("aimock did not start:\n" + said);
    }

    private static void drain(BufferedReader log) {
        try {
            while (log.readLine() != null) {
                // Its log is of no interest once it listens.
            }
        } catch (IOException e) {
            // The process ended; so does this.
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(folder.resolve("fixtures.json"));
        Files.deleteIfExists(folder);
    }
}

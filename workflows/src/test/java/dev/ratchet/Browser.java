package dev.ratchet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Headless Chromium with a fresh profile, spoken to by its DevTools protocol, because pages that poll for ever never
 * count as loaded. Closing ends the process.
 */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENING = "DevTools listening on ";
    private static final List<String> QUIETLY = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--window-size=1400,1500",
            "--remote-debugging-port=0");

    private final Path profile;
    private final Process process;
    private final String host;

    /** Until the process ends, which closes the stream under the reader. */
    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // the process has ended
        }
    }

    private Browser(Path profile, Process process, String host) {
        this.profile = profile;
        this.process = process;
        this.host = host;
    }

    /** Skips the test where there is no {@code chromium}. */
    public static Browser open() {
        Path chromium = Needs.program("chromium");
        try {
            Path profile = Files.createTempDirectory("ratchet-browser");
            List<String> command = new ArrayList<>(List.of(chromium.toString(), "--user-data-dir=" + profile));
            command.addAll(QUIETLY);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader said = process.errorReader();
            String line = said.readLine();
            while (line != null && !line.startsWith(LISTENING)) {
                line = said.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("chromium ended before it listened");
            }
            Thread drain = new Thread(() -> drain(said), "chromium-log");
            drain.setDaemon(true);
            drain.start();
            return new Browser(
                    profile,
                    process,
                    URI.create(line.substring(LISTENING.length())).getAuthority());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page; it is there, but may still be filling itself. */
    public Page page(URI at) {
        URI browser = URI.create("ws://" + host + browserPath());
        try (Page root = new Page(browser)) {
            String id = root.ask("Target.createTarget", Map.of("url", at.toString()))
                    .get("targetId")
                    .asText();
            return new Page(URI.create("ws://" + host + "/devtools/page/" + id));
        }
    }

    /** The port file of the profile has the browser's own path in its second line. */
    private String browserPath() {
        try {
            return Files.readAllLines(profile.resolve("DevToolsActivePort")).get(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }

    /** One tab. */
    public static final class Page implements AutoCloseable {
        private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();
        private final WebSocket socket;

        private Page(URI at) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(at, new Answers(open))
                    .join();
        }

        /**
         * All text that a person can see, as soon as it contains what is waited for, or after 20 seconds as it is then.
         */
        public String text(String awaited) {
            String look = "new Promise(seen => { const since = Date.now(); (function look() {"
                    + " const bodies = [document, ...[...document.querySelectorAll('iframe')].map(f => f.contentDocument)]"
                    + ".map(d => d && d.body).filter(Boolean);"
                    + " const text = bodies.map(b => b.innerText).join('\\n');"
                    + " if (text.includes(" + quoted(awaited) + ") || Date.now() - since > 20000) seen(text);"
                    + " else setTimeout(look, 100); })(); })";
            for (int attempt = 0; attempt < 5; attempt++) {
                JsonNode answer = ask(
                        "Runtime.evaluate", Map.of("expression", look, "awaitPromise", true, "returnByValue", true));
                if (answer.path("result").has("value")) {
                    return answer.path("result").path("value").asText();
                }
            }
            throw new IllegalStateException("the page went elsewhere again and again");
        }

        /** Its whole content, visible or not. */
        public String html() {
            return ask("Runtime.evaluate", Map.of("expression", "document.documentElement.outerHTML"))
                    .path("result")
                    .path("value")
                    .asText();
        }

        /** What a person sees, as a PNG. */
        public void picture(Path png) {
            String data = ask("Page.captureScreenshot", Map.of("format", "png"))
                    .get("data")
                    .asText();
            try {
                Files.createDirectories(png.getParent());
                Files.write(png, Base64.getDecoder().decode(data));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private JsonNode ask(String method, Map<String, ?> params) {
            int id = last.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            open.put(id, answer);
            ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
            message.set("params", JSON.valueToTree(params));
            socket.sendText(message.toString(), true).join();
            try {
                return answer.get(40, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException("the browser did not answer " + method, e);
            }
        }

        private static String quoted(String text) {
            return JSON.valueToTree(text).toString();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> open;
        private final StringBuilder message = new StringBuilder();

        Answers(Map<Integer, CompletableFuture<JsonNode>> open) {
            this.open = open;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean complete) {
            message.append(part);
            if (complete) {
                answered(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void answered(String json) {
            try {
                JsonNode answer = JSON.readTree(json);
                CompletableFuture<JsonNode> asked =
                        open.remove(answer.path("id").asInt(-1));
                if (asked != null) {
                    asked.complete(answer.path("result"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

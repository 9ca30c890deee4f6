package dev.ratchet.worker.dev.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in OpenAI's chat completion format that counts what it is asked, for each mark {@code [mark NAME]} in a text. It
 * never proposes anything but to ask a person, and charges 1,000 tokens in and 100 out.
 */
public final class CountingModel implements AutoCloseable {
    /** One euro for a thousand tokens in and two for a thousand out: a call costs 1.20. */
    static final Map<String, String> PRICES =
            Map.of("RATCHET_MODEL_PRICE_IN", "1000", "RATCHET_MODEL_PRICE_OUT", "2000");

    public static final long MICROS = 1_200_000;

    /** A call costs 0.02. */
    public static final Map<String, String> CHEAP =
            Map.of("RATCHET_MODEL_PRICE_IN", "10", "RATCHET_MODEL_PRICE_OUT", "100");

    static final long CHEAP_MICROS = 20_000;

    private static final Pattern MARK = Pattern.compile("\\[mark ([a-z0-9-]+)]");
    private static final byte[] ANSWER = """
            {"id":"c","object":"chat.completion","model":"counting","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant",
            "content":"{\\"action\\":\\"ask_person\\",\\"arguments\\":{\\"reason\\":\\"NOT_AN_INVOICE\\"}}"}}],
            "usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""".getBytes(StandardCharsets.UTF_8);

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> spoken = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** One request that was read, by the key of who asks and the mark in its text. */
    static final class Call {
        private final String by;
        private final String mark;
        private volatile Fate fate = Fate.READ;

        private Call(String by, String mark) {
            this.by = by;
            this.mark = mark;
        }

        String by() {
            return by;
        }

        String mark() {
            return mark;
        }

        Fate fate() {
            return fate;
        }
    }

    /** How far a call came. */
    public enum Fate {
        READ,
        /** It waits until it may be answered. */
        HELD,
        /** Its answer was sent whole, as far as this side knows. */
        ANSWERED
    }

    private CountingModel(HttpServer server) {
        this.server = server;
    }

    public static CountingModel start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        CountingModel model = new CountingModel(server);
        server.createContext("/v1/chat/completions", model::answer);
        server.setExecutor(model.threads);
        server.start();
        return model;
    }

    /** What a worker must be told. */
    public Map<String, String> environment() {
        return environment("none");
    }

    /** @param by its key, by which its calls are told apart */
    public Map<String, String> environment(String by) {
        Map<String, String> environment = new TreeMap<>(PRICES);
        environment.put(
                "RATCHET_MODEL_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        environment.put("RATCHET_MODEL_KEY", by);
        environment.put("RATCHET_MODEL_NAME", "counting");
        return environment;
    }

    /** The next call about this mark is read, and answered when {@link #speak} says so. */
    public void silentOnce(String mark) {
        CountDownLatch latch = new CountDownLatch(1);
        silent.put(mark, latch);
        spoken.put(mark, latch);
    }

    public void speak(String mark) {
        spoken.get(mark).countDown();
    }

    /** From now on calls are read, and answered after {@link #answerAll}. */
    public void holdAll() {
        gate = new CountDownLatch(1);
    }

    public void answerAll() {
        gate.countDown();
    }

    /** In the order in which they were read. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<Call> calls(Fate fate) {
        return calls.stream().filter(call -> call.fate == fate).toList();
    }

    /** Calls that were read. */
    public long asked(String mark) {
        return calls.stream().filter(call -> call.mark.equals(mark)).count();
    }

    /** Calls whose answer was sent whole, as far as this side knows. */
    public long answered(String mark) {
        return calls(Fate.ANSWERED).stream()
                .filter(call -> call.mark.equals(mark))
                .count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher found = MARK.matcher(body);
        Call call = new Call(key(exchange), found.find() ? found.group(1) : "none");
        calls.add(call);
        CountDownLatch silence = silent.getOrDefault(call.mark, gate);
        silent.remove(call.mark);
        if (silence.getCount() > 0) {
            call.fate = Fate.HELD;
        }
        try {
            silence.await();
        } catch (InterruptedException e) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
        call.fate = Fate.ANSWERED;
    }

    private static String key(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        return sent == null ? "none" : sent.substring("Bearer ".length());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.ratchet.worker.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that is none: an HTTP endpoint in OpenAI's chat completion format that answers by script. For the demo, so that
 * the worker's real client runs against it.
 */
public final class ScriptedModelServer implements AutoCloseable {
    public static final String MODEL = "scripted-demo-model";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<DemoInbox.Script> scripts;
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final HttpServer server;

    private ScriptedModelServer(List<DemoInbox.Script> scripts, HttpServer server) {
        this.scripts = scripts;
        this.server = server;
    }

    public static ScriptedModelServer start(List<DemoInbox.Script> scripts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScriptedModelServer model = new ScriptedModelServer(scripts, server);
        server.createContext("/v1/chat/completions", model::answer);
        server.start();
        return model;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        byte[] body =
                JSON.writeValueAsBytes(completion(says(request.path("messages").toString())));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The script's answers in order, the last one again and again; a text without script goes to a person. */
    private String says(String messages) {
        for (DemoInbox.Script script : scripts) {
            if (messages.contains(script.phrase())) {
                int turn = asked.computeIfAbsent(script.phrase(), phrase -> new AtomicInteger())
                        .getAndIncrement();
                return script.answers().get(Math.min(turn, script.answers().size() - 1));
            }
        }
        return "{\"action\":\"ask_person\",\"arguments\":{\"reason\":\"NOT_AN_INVOICE\"}}";
    }

    /** In OpenAI's format. */
    public static ObjectNode completion(String content) {
        ObjectNode completion = JSON.createObjectNode();
        completion.put("id", "scripted").put("object", "chat.completion").put("model", MODEL);
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", content);
        completion
                .putObject("usage")
                .put("prompt_tokens", 900)
                .put("completion_tokens", 200)
                .put("total_tokens", 1100);
        return completion;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

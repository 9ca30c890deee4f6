package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.ratchet.activities.model.provider.Endpoint;
import java.time.Clock;
import java.time.Duration;

/** How LangChain4j asks for its {@link ProviderHttp}; the endpoint's timeouts bound the call, whatever it sets. */
record ProviderHttpBuilder(Endpoint endpoint, Clock clock) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
        return endpoint.timeouts().connect();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return endpoint.timeouts().answer();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return new ProviderHttp(endpoint, clock);
    }
}

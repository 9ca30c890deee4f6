/**
 * One call to one model at one provider: no memory, no agent loop, no second try. {@code ChatClient} is the port; behind it are
 * LangChain4j's chat models, all on one HTTP client that bounds time and size, and a script for tests and the demo. What a
 * provider's refusal means is said in {@code ProviderErrors} and nowhere else.
 */
@NullMarked
package dev.ratchet.activities.model.provider;

import org.jspecify.annotations.NullMarked;

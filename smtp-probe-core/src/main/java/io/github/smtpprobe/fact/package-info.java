/**
 * What the steps of a conversation came to, as immutable values: one kind of fact for each step, its outcome, and why it failed or
 * was not taken. Facts are observations and never hold a judgement, a Throwable or a secret. Of {@code sasl} they know what an OAuth
 * server said of a token, and what that token claims.
 *
 * <p>To add a kind: a class here, which tells its own words, map and shorter form, and the step of {@code session} that records it; the
 * tests then ask for its token, the schema, a sample in {@code FactKinds} and a report that shows it.
 */
@NullMarked
package io.github.smtpprobe.fact;

import org.jspecify.annotations.NullMarked;

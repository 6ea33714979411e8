/**
 * What the steps of a conversation came to, as immutable values: one kind of fact for each step, its outcome, and why it failed or
 * was not taken. Facts are observations and never hold a judgement, a Throwable or a secret. Of {@code sasl} they know what an OAuth
 * server said of a token, and what that token claims. A new kind is a class here, a row in {@code plan.ShortFacts} and
 * {@code plan.Weight}, and what the tests ask for then: the schema, its token, a report that shows it.
 */
@NullMarked
package io.github.smtpprobe.fact;

import org.jspecify.annotations.NullMarked;

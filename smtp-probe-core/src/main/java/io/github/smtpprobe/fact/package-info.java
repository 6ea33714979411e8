/**
 * The outcomes of the steps of a conversation, as immutable values: one kind of fact for each step, with its outcome and the
 * reason if it failed or was skipped. Facts are observations and never hold a judgement, a Throwable or a secret. From
 * {@code sasl} they use the error that a server reported for a token, and the claims of that token.
 *
 * <p>To add a kind, add a class here, with its words, map and shortened form, and record it in the step of {@code session} that
 * takes it. The tests then ask for its token, its schema, a sample in {@code FactKinds} and a report that shows it.
 */
@NullMarked
package io.github.smtpprobe.fact;

import org.jspecify.annotations.NullMarked;

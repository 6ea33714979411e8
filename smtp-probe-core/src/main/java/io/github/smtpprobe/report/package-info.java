/**
 * What a probe found, as immutable values: facts with outcomes, attempts, findings, the verdict. Facts are observations and never
 * hold a judgement, a Throwable or a secret; findings are judgements and never hold an observation that is not also a fact.
 * Of {@code sasl} it knows one value, what an OAuth server said of a token; of {@code request} what was asked, without secrets.
 */
@NullMarked
package io.github.smtpprobe.report;

import org.jspecify.annotations.NullMarked;

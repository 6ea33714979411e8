/**
 * What a probe found, as immutable values: attempts with their facts, findings, the verdict. Findings are judgements and never hold an
 * observation that is not also a fact. Of {@code request} it knows what was asked, without secrets.
 */
@NullMarked
package io.github.smtpprobe.report;

import org.jspecify.annotations.NullMarked;

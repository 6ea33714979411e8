/**
 * What a probe found, as immutable values: attempts with their facts, findings, the verdict. Findings are judgements; whatever
 * they state as observed is also recorded as a fact. From {@code request} this package takes what was asked, without the secrets.
 */
@NullMarked
package io.github.smtpprobe.report;

import org.jspecify.annotations.NullMarked;

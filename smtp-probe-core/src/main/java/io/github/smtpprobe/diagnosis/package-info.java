/**
 * What was observed, judged: one small file for each check, texts as data in {@code findings.tsv}. It reads facts and speaks to no
 * server. A new check is one file here, one line in {@link io.github.smtpprobe.diagnosis.Checks}, and for each finding one row and
 * a test that names it. Where a finding follows from another, {@link io.github.smtpprobe.diagnosis.Causes} has a line for it.
 */
@NullMarked
package io.github.smtpprobe.diagnosis;

import org.jspecify.annotations.NullMarked;

/**
 * Judges what was observed. There is one small file for each check; the texts are data in {@code findings.tsv}. The package reads
 * facts and talks to no server. A new check needs one file here, one line in {@link io.github.smtpprobe.diagnosis.Checks}, and
 * for each finding one row and a test that names it. If a finding follows from another, it needs a line in
 * {@link io.github.smtpprobe.diagnosis.Causes}.
 */
@NullMarked
package io.github.smtpprobe.diagnosis;

import org.jspecify.annotations.NullMarked;

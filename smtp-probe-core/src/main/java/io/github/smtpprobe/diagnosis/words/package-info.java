/**
 * What findings say: {@link io.github.smtpprobe.diagnosis.words.FindingText} is a row of {@code findings.tsv}, and the other
 * classes give its texts their values, as far as these are known. All checks use the package. It decides nothing, and knows no
 * check.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.words;

import org.jspecify.annotations.NullMarked;

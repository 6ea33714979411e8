/**
 * Runs checks within bounds of number and time, and puts their findings in order: causes before consequences, the deciding fact
 * first. Checks are written against {@link io.github.smtpprobe.diagnosis.examination.AttemptCheck} and
 * {@link io.github.smtpprobe.diagnosis.examination.AttemptFindings}. Which finding follows from which is a table in
 * {@code Causes}. The package knows no single check.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.examination;

import org.jspecify.annotations.NullMarked;

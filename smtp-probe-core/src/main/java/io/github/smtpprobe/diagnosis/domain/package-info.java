/**
 * Judges what a survey of a mail domain has seen. There is one small file for each topic; the texts are data in
 * {@code findings.tsv} of {@code diagnosis.words}. What texts say about certain senders is taken from the outlook. The package reads
 * facts and asks nobody. A fault that may be ours is reported as ours before any zone is blamed.
 * {@link io.github.smtpprobe.diagnosis.domain.DomainView} and the classes beside it prepare the facts before anything is judged;
 * {@code diagnosis.advice} uses them, too.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.domain;

import org.jspecify.annotations.NullMarked;

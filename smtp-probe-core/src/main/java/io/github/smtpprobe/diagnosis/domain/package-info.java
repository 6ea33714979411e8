/**
 * What a survey of a mail domain has seen, judged: one small file for each topic, texts as data in {@code findings.tsv} of {@code diagnosis}.
 * What texts say of named senders is taken from the outlook. It reads facts and asks nobody. A fault that may be ours is said as ours before any
 * zone is blamed. What the facts come to before anything is judged, {@link io.github.smtpprobe.diagnosis.domain.DomainView} and the classes
 * beside it say; {@code diagnosis.advice} reads them by these, too.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.domain;

import org.jspecify.annotations.NullMarked;

/**
 * A survey of a mail domain: what is asked ({@link io.github.smtpprobe.survey.DomainSurvey}), what was seen
 * ({@link io.github.smtpprobe.survey.DomainFacts}), and what it means for the world's senders
 * ({@link io.github.smtpprobe.survey.DomainReport}). Nothing here looks anything up or judges it.
 */
@NullMarked
package io.github.smtpprobe.survey;

import org.jspecify.annotations.NullMarked;

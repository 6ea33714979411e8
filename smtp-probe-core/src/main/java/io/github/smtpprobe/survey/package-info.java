/**
 * A survey of a mail domain: what is asked ({@link io.github.smtpprobe.survey.DomainSurvey}), what was seen ({@link
 * io.github.smtpprobe.survey.DomainFacts}), and what follows for the world's senders ({@link io.github.smtpprobe.survey.DomainReport}). Looks
 * nothing up and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.survey;

import org.jspecify.annotations.NullMarked;

/**
 * What a survey offers to the owner of a mail domain: records and files to paste, and the changes ahead. It uses the facts as
 * {@code diagnosis.domain} reads them, and judges nothing itself; only that package decides whether something is wrong.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.advice;

import org.jspecify.annotations.NullMarked;

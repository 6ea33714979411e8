@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts smtp-probe.jar, which lies beside this script. The jar keeps an archive of its classes in the user's cache folder: it is
rem made after the first run, and again when the JVM or the jar has changed. With it the JVM starts in half the time.
rem Paths stand in quotes wherever they are used, since they may have an ampersand; without an archive the quotes hold -Xshare:auto.
setlocal DisableDelayedExpansion
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "kept=-Xshare:auto"
set "shared=-Xshare:auto"
rem A folder of the user's own alone: whoever can write an archive decides what the JVM runs.
if defined LOCALAPPDATA set "archive=%LOCALAPPDATA%\smtp-probe\classes.jsa"
if defined LOCALAPPDATA set "kept=-Dsmtpprobe.archive=%archive%"
if defined LOCALAPPDATA if exist "%archive%" set "shared=-XX:SharedArchiveFile=%archive%"
set "tuned=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if "%~1"=="batch" set "tuned="
"%java%" -Xshare:auto -Xlog:disable -Xlog:all=off -XX:-PrintWarnings "%shared%" "%kept%" %tuned% -jar "%~dp0smtp-probe.jar" %*
exit /b %ERRORLEVEL%

#include "app/password.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

namespace shopbell::relay {
namespace {

/// Turns the terminal's echo off for as long as it lives.
class NoEcho {
 public:
  NoEcho() {
    tcgetattr(STDIN_FILENO, &before_);
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  ~NoEcho() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }

 private:
  termios before_{};
};

std::string ReadLine() {
  std::string line;
  std::getline(std::cin, line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::string Ask(const char* words) {
  std::cerr << words << std::flush;
  const NoEcho quiet;
  std::string line = ReadLine();
  std::cerr << '\n';
  return line;
}

}  // namespace

std::string ReadPassword(bool from_stdin) {
  constexpr std::size_t kLeastBytes = 8;
  constexpr std::size_t kMostBytes = 1024;
  const bool ask = !from_stdin && isatty(STDIN_FILENO) == 1;
  std::string password = ask ? Ask("Password: ") : ReadLine();
  if (password.size() < kLeastBytes || password.size() > kMostBytes) {
    throw std::runtime_error("password: expected 8 to 1024 bytes on one line of standard input, got " +
                             std::to_string(password.size()));
  }
  if (ask && Ask("Again: ") != password) throw std::runtime_error("password: the two differ");
  return password;
}

}  // namespace shopbell::relay

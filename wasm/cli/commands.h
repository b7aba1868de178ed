#ifndef SHOPBELL_CLI_COMMANDS_H_
#define SHOPBELL_CLI_COMMANDS_H_

#include <istream>
#include <ostream>
#include <string>

#include "cli/neural.h"
#include "shopbell/engine.h"
#include "shopbell/types.h"

/// The commands of `shopbell`, on streams. @throws UserError where the input cannot be used.
namespace shopbell::cli {

/// FAQ JSON file to shop.bell. Warnings go to `log`.
void Build(const std::string& faq_path, const std::string& out_path, const Model& model, std::ostream& log);
/// @param vectors of the questions by the second tier; empty without it.
void Ask(const Engine& engine, const Moment& now, const TextVectors& vectors, bool explain, std::istream& in,
         std::ostream& out);
void ReadMoods(const Model& model, std::istream& in, std::ostream& out);
/// Hashed n-grams of each line, for training: `{"features":[[bucket, value]...],"terms":[stem hash...]}`.
void PrintFeatures(std::istream& in, std::ostream& out);
/// What the heads of mood see of each line, for training. In bytes: for the plain and the masked form u32 n,
/// n times {u32 bucket, f32 value}, f32 vector[128]; then f32 familiar. Or, in words, JSON.
void PrintForms(const Model& model, bool in_words, std::istream& in, std::ostream& out);
/// @param explain prints what the policy saw of the course of the talk, too.
/// @return false if a line could not be used (said on `log`; the others were).
[[nodiscard]] bool Chat(const Engine& engine, Warmth warmth, std::istream& in, std::ostream& out,
                        std::ostream& log, bool explain = false);
/// A conversation in the terminal, for owners: each line of `in` a visitor's message, until an empty one.
/// @param start when it is held
void Talk(const Engine& engine, Warmth warmth, const Moment& start, std::istream& in, std::ostream& out);
void Evaluate(const Engine& engine, const std::string& queries_path, const TextVectors& vectors, bool json,
              std::ostream& out);

}  // namespace shopbell::cli

#endif  // SHOPBELL_CLI_COMMANDS_H_

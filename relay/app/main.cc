#include "app/cli.h"

int main(int argc, char** argv) { return shopbell::relay::RunCommandLine(argc, argv, nullptr); }

# Flags that every target shares, as the interface target shopbell_options.
add_library(shopbell_options INTERFACE)
# The same arithmetic everywhere: a pack made in a browser equals one made on a server.
target_compile_options(shopbell_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -ffp-contract=off)
if(SHOPBELL_WERROR)
  target_compile_options(shopbell_options INTERFACE -Werror)
endif()

if(EMSCRIPTEN)
  target_compile_options(shopbell_options INTERFACE -msimd128)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

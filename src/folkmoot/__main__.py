from folkmoot.config.cli import main

main()

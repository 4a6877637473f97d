using SdkNode.Node.Cli;

return await CommandLine.RunAsync(args, TimeProvider.System);

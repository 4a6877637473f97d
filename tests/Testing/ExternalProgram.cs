using System.Diagnostics;
using System.Text;
using Xunit;

namespace SdkNode.Testing;

/// <summary>What an external program (xmlsec1, xmllint, openssl, node) answered.</summary>
public sealed record ProgramResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Standard output as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>Runs independent implementations as oracles. <c>eng/test</c> installs them; where one is missing the test is skipped, in CI it fails.</summary>
public static class ExternalProgram
{
    /// <summary>Runs <paramref name="program"/> with <paramref name="input"/> on standard input, at most five minutes where nothing else is said: the machine may be busy.</summary>
    public static async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input = default, string? folder = null, TimeSpan? most = null)
    {
        Require(program);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Directory.GetCurrentDirectory(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var limit = new CancellationTokenSource(most ?? TimeSpan.FromMinutes(5));
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it read all of its input; its exit code says why.
        }

        string text;
        try
        {
            await reading;
            text = await errors;
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramResult(process.ExitCode, output.ToArray(), text);
    }

    /// <summary>The full path of <paramref name="program"/>; skips the test where it is missing, fails it in CI. Daemons may lie outside PATH.</summary>
    public static string Require(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (folders.Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) is { } found)
        {
            return found;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{program} is not installed; eng/test installs it.");
        }

        Assert.Skip($"{program} is not installed; eng/test installs it.");
        return program;
    }
}

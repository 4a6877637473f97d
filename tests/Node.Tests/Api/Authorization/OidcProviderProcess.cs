using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>oidc-provider, a certified OpenID provider, as a process of its own; <c>eng/test</c> installs it.</summary>
internal sealed class OidcProviderProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private OidcProviderProcess(Process process, string issuer) => (_process, Issuer) = (process, issuer);

    public string Issuer { get; }

    /// <summary>Starts it with one client that has the scope <c>urn:sdk.api:getMessage</c>.</summary>
    public static async Task<OidcProviderProcess> StartAsync(string clientId, TestKey key, int seconds, JsonObject claims)
    {
        var folder = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "oidc-provider");
        ExternalProgram.Require("node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.SkipUnless(System.Environment.GetEnvironmentVariable("CI") == "true", "oidc-provider is not installed; eng/test does it.");
            Assert.Fail("oidc-provider is not installed; eng/test does it.");
        }

        var start = new ProcessStartInfo("node", ["server.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var setup = new JsonObject
        {
            ["client"] = new JsonObject { ["client_id"] = clientId, ["jwks"] = new JsonObject { ["keys"] = new JsonArray(key.Jwk("one")) } },
            ["scopes"] = "urn:sdk.api:getMessage",
            ["seconds"] = seconds,
            ["claims"] = claims,
        };
        await process.StandardInput.WriteLineAsync(setup.ToJsonString());
        await process.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(s_limit);
        var issuer = await process.StandardOutput.ReadLineAsync(limit.Token);
        Assert.NotNull(issuer);
        return new OidcProviderProcess(process, issuer);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

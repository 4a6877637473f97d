using System.Collections.Concurrent;
using Microsoft.Playwright;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Ui;

[assembly: AssemblyFixture(typeof(ConsoleBrowser))]

namespace SdkNode.Node.Tests.Ui;

/// <summary>Debian's chromium, started when the first test asks for a page.</summary>
public sealed class ConsoleBrowser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>A page of somebody with a browser of one's own, at its first address.</summary>
    internal async Task<Visitor> OpenAsync(Uri address, string locale = "sv-SE", ColorScheme scheme = ColorScheme.Light, int width = 1200)
    {
        if (!File.Exists(Program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "chromium is not installed; eng/test does it.");
        }

        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = locale, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, BaseURL = address.AbsoluteUri });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page);
        await page.GotoAsync("/");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && _started.Value.IsCompletedSuccessfully)
        {
            var (playwright, browser) = await _started.Value;
            await browser.CloseAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }
}

/// <summary>Somebody at a browser. Whatever a page complains of (an error of a script, something that its policy forbids) fails the test.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) => _ = message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal) && !(ExpectsFaults && message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) ? Complain(message.Text) : null;
        page.Dialog += (_, dialog) => _complaints.Enqueue($"a dialog: {dialog.Message}");
        page.Request += (_, request) => Judge(request);
    }

    public IPage Page { get; }

    /// <summary>Requests that fail are expected, of which the browser complains itself.</summary>
    public bool ExpectsFaults { get; set; }

    /// <summary>Requests to other hosts are expected: a sign-in elsewhere.</summary>
    public bool GoesElsewhere { get; set; }

    /// <summary>Signs in as a made-up person.</summary>
    public async Task<Visitor> AsAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Page.GetByText(name, new() { Exact = true }).WaitForAsync();
        return this;
    }

    /// <summary>Presses the button that has this name.</summary>
    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Follows the link that has this name.</summary>
    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Waits for a page whose address holds this, to its end. The library's own wait misses a navigation that ends while it begins to wait.</summary>
    public async Task ArrivesAsync(string part)
    {
        await Poll.WaitForAsync($"page whose address holds {part}", () => Task.FromResult(Page.Url.Contains(part, StringComparison.Ordinal)));
        await Page.Locator("footer.bottom").WaitForAsync();
    }

    /// <summary>Waits until the page says so.</summary>
    public async Task SeesAsync(string text)
    {
        try
        {
            await Page.GetByText(text).First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Page.Url} does not say \"{text}\": {await Page.InnerTextAsync("body")}");
        }
    }

    /// <summary>Loads the page again until it says so.</summary>
    public async Task FindsAsync(string text)
    {
        for (var i = 0; i < 240; i++)
        {
            if (await Page.GetByText(text).CountAsync() > 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            await Page.ReloadAsync();
        }

        Assert.Fail($"{Page.Url} never said \"{text}\": {await Page.InnerTextAsync("main")}");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.True(_complaints.IsEmpty, string.Join("\n", _complaints));
    }

    private string Complain(string text)
    {
        _complaints.Enqueue($"{Page.Url}: {text}");
        return text;
    }

    private void Judge(IRequest request)
    {
        if (!GoesElsewhere && new Uri(request.Url) is { Scheme: not ("data" or "blob" or "chrome-extension"), IsLoopback: false })
        {
            Complain($"a request to {request.Url}");
        }
    }
}

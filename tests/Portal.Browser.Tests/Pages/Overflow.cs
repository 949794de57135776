using Microsoft.Playwright;

namespace Portal.Browser.Tests.Pages;

/// <summary>What on a page is cut off, covers its neighbor, or has to be scrolled sideways.</summary>
internal static class Overflow
{
    /// <summary>
    /// Text has to lie within its cell, button, badge, bar or card; a line that is shortened with an ellipsis has to say the whole
    /// in its tooltip. What is only there for screen readers, or folded away, is not measured.
    /// </summary>
    private const string Measure = """
        () => {
          const found = [];
          const boxes = 'td, th, dd, dt, li, .btn, .badge, .alert, .stat, .card, .filters, .pager, .page-head, .top, .nav, .brand, .menu, .secret, main';
          const style = e => getComputedStyle(e);
          const clips = e => ['hidden', 'clip', 'auto', 'scroll'].includes(style(e).overflowX);
          const shortens = e => style(e).textOverflow === 'ellipsis' && clips(e);
          const field = e => e.matches('input, select, textarea, progress, option');
          const unseen = e => e && e !== document.body && (style(e).clipPath === 'inset(50%)' || unseen(e.parentElement));
          const hidden = e => !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest('.sr, .skip, svg, title') || unseen(e);
          const inShortened = e => e && (shortens(e) || inShortened(e.parentElement));
          const word = e => `${e.tagName.toLowerCase()}${e.className && e.className.baseVal === undefined ? '.' + e.className.split(' ').join('.') : ''}`;
          const say = (what, e, by) => found.push(`${what}: ${word(e)} by ${Math.round(by)} px "${(e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 50)}"`);

          const wide = document.documentElement.scrollWidth - innerWidth;
          if (wide > 0) say('scrolls sideways', document.documentElement, wide);
          for (const e of document.querySelectorAll('body *')) {
            if (hidden(e)) continue;
            const box = e.getBoundingClientRect();
            if (box.width && !inShortened(e.parentElement) && (box.right > innerWidth + 1 || box.left < -1)) say('outside the window', e, Math.max(box.right - innerWidth, -box.left));
            if (field(e)) continue;
            if (clips(e) && e.scrollWidth > e.clientWidth + 1) {
              if (!shortens(e)) say('cut off', e, e.scrollWidth - e.clientWidth);
              else if (!e.closest('[title]')) say('shortened without a tooltip', e, e.scrollWidth - e.clientWidth);
            }
            if (style(e).overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 2) say('cut off below', e, e.scrollHeight - e.clientHeight);
          }
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let text; (text = texts.nextNode());) {
            const parent = text.parentElement;
            if (!text.data.trim() || hidden(parent) || field(parent)) continue;
            let shortened = false;
            for (let e = parent; e && !e.matches(boxes); e = e.parentElement) shortened ||= shortens(e);
            const holder = parent.closest(boxes);
            if (!holder || shortened || shortens(holder)) continue;
            const room = holder.getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(text);
            for (const line of range.getClientRects()) {
              const by = Math.max(line.right - room.right, room.left - line.left);
              if (line.width && by > 1) { say(`text out of ${word(holder)}`, parent, by); break; }
            }
          }
          return found;
        }
        """;

    public const int Height = 900;
    private static readonly int[] Widths = [320, 360, 390, 480, 640, 768, 1024, 1280, 1440, 1920];

    /// <summary>From the smallest phone to the widest desk.</summary>
    public static async Task AssertNone(IPage tab)
    {
        var found = new List<string>();
        foreach (var width in Widths)
        {
            await tab.SetViewportSizeAsync(width, Height);
            found.AddRange((await tab.EvaluateAsync<string[]>(Measure)).Select(offender => $"{width} px, {offender}"));
        }
        Assert.True(found.Count == 0, string.Join('\n', found.Take(20)));
    }
}

"""The walk on Scrapy, under the rules of a crawl: robots.txt, hosts, challenges, one connection a host."""
